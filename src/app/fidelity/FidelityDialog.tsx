// How near the engine is to Apache Kafka: every area with its badge, what differs, and its rules with what holds them.

import { X } from 'lucide-react'
import * as Dialog from 'radix-ui/dialog'
import { useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Fidelity } from '../../kafka/fidelity/area.ts'
import { FIDELITY } from '../../kafka/fidelity/areas.ts'
import { change } from '../state/settings.ts'
import { Area } from './Area.tsx'
import { Badge } from './Badge.tsx'
import { findAreas } from './find.ts'

const KINDS: readonly Fidelity[] = ['exact', 'simplified', 'notSimulated']

export function FidelityDialog() {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [only, setOnly] = useState<Fidelity | 'all'>('all')
  const sought = useDeferredValue(text)
  const found = useMemo(() => findAreas(FIDELITY, sought, only), [sought, only])
  return (
    <Dialog.Root open onOpenChange={(open) => !open && change({ dialog: 'none' })}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog fidelity" data-testid="fidelity">
          <header className="fidelity-head">
            <Dialog.Title className="dialog-title">{t('fidelity.title')}</Dialog.Title>
            <Dialog.Description className="fidelity-text">{t('fidelity.text')}</Dialog.Description>
            <div className="fidelity-bar">
              <input
                type="search"
                className="fidelity-search"
                placeholder={t('fidelity.search')}
                aria-label={t('fidelity.search')}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
              {KINDS.map((kind) => (
                <button
                  key={kind}
                  type="button"
                  className="fidelity-kind"
                  aria-pressed={only === kind}
                  onClick={() => setOnly(only === kind ? 'all' : kind)}
                >
                  <Badge kind={kind} />
                  <span className="fidelity-tally">
                    {FIDELITY.filter(({ fidelity }) => fidelity === kind).length}
                  </span>
                </button>
              ))}
            </div>
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
          <section className="fidelity-areas" aria-label={t('fidelity.title')} tabIndex={0}>
            {found.length === 0 && (
              <p className="hint" role="status">
                {t('fidelity.none')}
              </p>
            )}
            {found.map((each) => (
              <Area key={each.area.id} found={each} open={sought.trim() !== ''} />
            ))}
          </section>
          <Dialog.Close className="icon-button dialog-close" aria-label={t('dialog.close')}>
            <X size={17} aria-hidden="true" />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
