// One area: what differs stands open, its rules fold out.

import { useTranslation } from 'react-i18next'
import type { FidelityRule } from '../../kafka/fidelity/area.ts'
import { useSettings } from '../state/settings.ts'
import { Badge } from './Badge.tsx'
import type { Found } from './find.ts'

export function Area({ found, open }: { readonly found: Found; readonly open: boolean }) {
  const { t } = useTranslation()
  const language = useSettings((settings) => settings.language)
  const { area, simplified, rules } = found
  const exact = rules.filter(({ claim }) => claim === 'exact').length
  return (
    <article className="fidelity-area">
      <div className="fidelity-name">
        <h3>{area.title[language]}</h3>
        <Badge kind={area.fidelity} />
      </div>
      <div className="fidelity-body">
        {simplified.length > 0 && (
          <ul className="fidelity-differs">
            {simplified.map((each) => (
              <li key={each.en}>{each[language]}</li>
            ))}
          </ul>
        )}
        {rules.length > 0 && (
          // A new search folds everything anew.
          <details key={String(open)} open={open}>
            <summary>{t('fidelity.rules', { count: rules.length, exact })}</summary>
            <ul className="fidelity-rules">
              {rules.map((rule) => (
                <Rule key={rule.id} rule={rule} />
              ))}
            </ul>
          </details>
        )}
      </div>
    </article>
  )
}

function Rule({ rule }: { readonly rule: FidelityRule }) {
  const { t } = useTranslation()
  const language = useSettings((settings) => settings.language)
  const { id, claim, says, tests, recordings } = rule
  return (
    <li className="fidelity-rule">
      <p>
        {says[language]} <code>{id}</code>
      </p>
      {claim === 'simplified' && <Badge kind="simplified" />}
      {tests.map((test) => (
        <p key={test} className="fidelity-proof">
          <b>{t('fidelity.test')}</b> <code>{test.replace(/^(\S+): .+$/, '$1')}</code>
          <span lang="en">{test.replace(/^\S+: /, '')}</span>
        </p>
      ))}
      {recordings.length > 0 && (
        <p className="fidelity-proof">
          <b>{t('fidelity.recordings')}</b>
          {recordings.map((name) => (
            <code key={name}>{name}</code>
          ))}
        </p>
      )}
    </li>
  )
}
