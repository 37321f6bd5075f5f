// What Kafka works out from a name: the partition of a key, the coordinator of a group, the assignment of a group's partitions.

import * as Tabs from 'radix-ui/tabs'
import { useTranslation } from 'react-i18next'
import { DialogFrame } from '../dialogs/DialogFrame.tsx'
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
    <DialogFrame name="calculators" title={t('calc.title')} text={t('calc.text')} hidesText>
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
    </DialogFrame>
  )
}
