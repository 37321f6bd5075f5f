// The scenarios that ship, by module: searched, and opened with their own seed or another; or a file of one's own.

import { CARDS } from 'virtual:scenario-cards'
import type { TFunction } from 'i18next'
import { X } from 'lucide-react'
import * as Dialog from 'radix-ui/dialog'
import { useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScenarioCard } from '../../scenario/shipped.ts'
import { openBeside } from '../branches/beside.ts'
import { useSession } from '../play/session-context.ts'
import { openShipped, shippedSource } from '../state/open-shipped.ts'
import { useRun } from '../state/run-state.ts'
import { change, useSettings } from '../state/settings.ts'
import { findCards } from './find-cards.ts'
import { LibraryBar } from './LibraryBar.tsx'
import { byModule, type Module, moduleKey } from './modules.ts'
import { ScenarioRow } from './ScenarioRow.tsx'
import { walkRows } from './walk-rows.ts'

export function LibraryDialog() {
  const { t } = useTranslation()
  const session = useSession()
  const openId = useRun((run) => run.info?.scenarioId ?? null)
  const [text, setText] = useState('')
  const [seedText, setSeedText] = useState('')
  const sought = useDeferredValue(text)
  const modules = useMemo(() => foundModules(sought, t), [sought, t])
  const count = modules.reduce((sum, { cards }) => sum + cards.length, 0)
  const seed = seedText.trim()
  const choose = (card: ScenarioCard) => {
    close()
    void openShipped(session, card.id, seed === '' || seed === card.seed ? null : seed)
  }
  const compare = async (card: ScenarioCard) => {
    const source = shippedSource(card.id, seed === '' || seed === card.seed ? null : seed)
    try {
      const wrong = await openBeside(session, source)
      if (wrong !== null) useRun.setState({ openError: wrong })
      // Whoever has closed the library meanwhile is elsewhere.
      else if (useSettings.getState().dialog === 'library') change({ dialog: 'compare' })
    } catch (error) {
      useRun.setState({ failure: String(error) })
    }
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog library" data-testid="library" onKeyDown={walkRows}>
          <header className="library-top">
            <Dialog.Title className="dialog-title">{t('library.title')}</Dialog.Title>
            <Dialog.Description className="library-text">{t('library.text')}</Dialog.Description>
            <LibraryBar
              text={text}
              seed={seedText}
              onText={setText}
              onSeed={setSeedText}
              onSubmit={() => {
                const first = foundModules(text, t)[0]?.cards[0]
                if (text.trim() !== '' && first !== undefined) choose(first)
              }}
            />
            <p className="visually-hidden" role="status">
              {count === 0 ? t('library.none') : t('library.count', { count })}
            </p>
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
          <section className="library-modules" aria-label={t('library.title')} tabIndex={0}>
            {count === 0 && <p className="hint">{t('library.none')}</p>}
            {modules.map(({ id, cards }) => (
              <section key={id} className="library-module" aria-label={t(moduleKey(id), id)}>
                <h3>{t(moduleKey(id), id)}</h3>
                <ul>
                  {cards.map((card) => (
                    <ScenarioRow
                      key={card.id}
                      card={card}
                      seed={seed === '' ? card.seed : seed}
                      open={card.id === openId}
                      onChoose={() => choose(card)}
                      onCompare={() => void compare(card)}
                    />
                  ))}
                </ul>
              </section>
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

function foundModules(text: string, t: TFunction): readonly Module[] {
  return byModule(findCards(CARDS, text, (module) => t(moduleKey(module), module)))
}

function close(): void {
  change({ dialog: 'none' })
}
