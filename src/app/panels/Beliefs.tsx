// What the chosen viewpoint believes, beside what is; differences first.

import { useTranslation } from 'react-i18next'
import { useRun } from '../state/run-state.ts'
import { select, useSelection } from '../state/selection.ts'
import { processWords } from '../text/input-words.ts'

const SHOWN_MAX = 24

export function Beliefs() {
  const { t } = useTranslation()
  const viewpoint = useSelection((state) => state.viewpoint)
  const beliefs = useRun((run) => run.beliefs)
  if (viewpoint === null) return null
  const rows = [...beliefs]
    .sort((left, right) => Number(right.differs) - Number(left.differs))
    .slice(0, SHOWN_MAX)
  return (
    <section className="block" data-testid="beliefs">
      <p className="eyebrow">{t('belief.title')}</p>
      <h2 className="inspect-title">{t('belief.of', { name: processWords(t, viewpoint) })}</h2>
      {rows.length === 0 && <p className="hint">{t('belief.none')}</p>}
      {rows.length > 0 && (
        <table className="beliefs">
          <thead>
            <tr>
              <th scope="col">{t('belief.thing')}</th>
              <th scope="col">{t('belief.belief')}</th>
              <th scope="col">{t('belief.truth')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.address}/${row.field}`} className={row.differs ? 'differs' : ''}>
                <th scope="row">
                  <button type="button" className="address-link" onClick={() => select(row.address)}>
                    {row.address.slice(row.address.indexOf(':') + 1)}
                  </button>
                  <span className="belief-field">
                    {t(`inspect.field.${row.field}`, { defaultValue: row.field })}
                  </span>
                </th>
                <td>{row.belief}</td>
                <td>{row.truth}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
