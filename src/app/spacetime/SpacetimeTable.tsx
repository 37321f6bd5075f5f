// The table behind the space-time picture: what is noted in it, and the messages that are lit.

import { useTranslation } from 'react-i18next'
import type { SpacetimeRows } from '../../view/spacetime-rows.ts'
import { secondsText } from '../format/time.ts'
import { useTell } from '../text/use-tell.ts'
import { nameOf } from './SpacetimeDrawing.tsx'

const ROWS_MAX = 80

export function SpacetimeTable({
  rows,
  limitUs,
}: {
  readonly rows: SpacetimeRows
  readonly limitUs: number
}) {
  const { t } = useTranslation()
  const tell = useTell()
  const lit = rows.arrows.filter((arrow) => arrow.lit !== null)
  const arrows = (lit.length > 0 ? lit : rows.arrows)
    .filter(({ sentUs }) => sentUs <= limitUs)
    .slice(0, ROWS_MAX)
  return (
    <div className="visually-hidden">
      <table data-testid="spacetime-table">
        <caption>{t('spacetime.table')}</caption>
        <tbody>
          {rows.notes
            .filter(({ timeUs }) => timeUs <= limitUs)
            .map((note) => (
              <tr key={note.event}>
                <th scope="row">{secondsText(note.timeUs)}</th>
                <td>{nameOf(rows.lanes[note.lane])}</td>
                <td>{tell(note.sentence)}</td>
              </tr>
            ))}
          {arrows.map((arrow) => (
            <tr key={`${arrow.sentEvent}/${arrow.event}/${arrow.from}/${arrow.to}`}>
              <th scope="row">{secondsText(arrow.sentUs)}</th>
              <td>
                {nameOf(rows.lanes[arrow.from])} → {nameOf(rows.lanes[arrow.to])}
              </td>
              <td>
                {arrow.api} {t(`spacetime.kind.${arrow.kind}`)}
                {arrow.arrivesUs !== null && ` · ${secondsText(arrow.arrivesUs)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
