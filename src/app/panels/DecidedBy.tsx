// The settings and the rule that decided an event: each setting with its value at that moment and its place in Kafka's documentation, the rule with its proposal.

import { useTranslation } from 'react-i18next'
import { configLink, decidedBy, ruleLink } from '../../tell/decided.ts'
import type { WhyRow } from '../../view/rows.ts'

export function DecidedBy({ fact, values }: { readonly fact: string; readonly values: WhyRow['decided'] }) {
  const { t } = useTranslation()
  const { configs, rule } = decidedBy(fact)
  if (configs.length === 0 && rule === null) return null
  return (
    <p className="decided">
      {t('why.decided')}{' '}
      {configs.map((config) => {
        const value = values?.find(({ name }) => name === config.name)?.value
        return (
          <a
            key={`${config.scope}/${config.name}`}
            href={configLink(config)}
            target="_blank"
            rel="noreferrer"
          >
            {config.name}
            {value !== undefined && <b>={value}</b>}
          </a>
        )
      })}
      {rule !== null && (
        <a href={ruleLink(rule)} target="_blank" rel="noreferrer">
          {rule}
        </a>
      )}
    </p>
  )
}
