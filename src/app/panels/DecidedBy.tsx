// The settings and the rule that decided an event, each setting with its place in Kafka's documentation.

import { useTranslation } from 'react-i18next'
import { configLink, decidedBy } from '../../tell/decided.ts'

export function DecidedBy({ fact }: { readonly fact: string }) {
  const { t } = useTranslation()
  const { configs, rule } = decidedBy(fact)
  if (configs.length === 0 && rule === null) return null
  return (
    <p className="decided">
      {t('why.decided')}{' '}
      {configs.map((config) => (
        <a key={`${config.scope}/${config.name}`} href={configLink(config)} target="_blank" rel="noreferrer">
          {config.name}
        </a>
      ))}
      {rule !== null && <span>{rule}</span>}
    </p>
  )
}
