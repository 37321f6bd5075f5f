// What Kafka works out from a name: the partition of a key, the coordinator of a group, the assignment of a group's partitions.

import { X } from 'lucide-react'
import * as Dialog from 'radix-ui/dialog'
import * as Tabs from 'radix-ui/tabs'
import { useTranslation } from 'react-i18next'
import { change } from '../state/settings.ts'
import { AssignCalculator } from './AssignCalculator.tsx'
import { GroupCalculator } from './GroupCalculator.tsx'
import { KeyCalculator } from './KeyCalculator.tsx'

const CALCULATORS = [
  { id: 'key', Calculator: KeyCalculator },
  { id: 'group', Calculator: GroupCalculator },
  { id: 'assign', Calculator: AssignCalculator },
] as const

export function CalculatorsDialog() {
  const { t } = useTranslation()
  return (
    <Dialog.Root open onOpenChange={(open) => !open && change({ dialog: 'none' })}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog calculators" data-testid="calculators">
          <Dialog.Title className="dialog-title">{t('calc.title')}</Dialog.Title>
          <Dialog.Description className="visually-hidden">{t('calc.text')}</Dialog.Description>
          <Tabs.Root defaultValue="key">
            <Tabs.List className="calc-tabs" aria-label={t('calc.title')}>
              {CALCULATORS.map(({ id }) => (
                <Tabs.Trigger key={id} value={id} className="calc-tab" data-testid={`calc-${id}`}>
                  {t(`calc.${id}`)}
                </Tabs.Trigger>
              ))}
            </Tabs.List>
            {CALCULATORS.map(({ id, Calculator }) => (
              <Tabs.Content key={id} value={id} className="calc-body" tabIndex={-1}>
                <p className="calc-note">{t(`calc.${id}.note`)}</p>
                <Calculator />
              </Tabs.Content>
            ))}
          </Tabs.Root>
          <Dialog.Close className="icon-button dialog-close" aria-label={t('dialog.close')}>
            <X size={17} aria-hidden="true" />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
