// Partition by partition: who owns it, and committed, position, high watermark and log end on one small axis, with the lag that the command-line tool prints.

import { useTranslation } from 'react-i18next'
import type { GroupOffsetRow, LagSeries } from '../../view/group-rows.ts'
import { Columns } from '../chrome/Columns.tsx'
import { countText } from '../format/time.ts'
import { select } from '../state/selection.ts'
import { LagPlot } from './LagPlot.tsx'

const NONE = '–'
const COLUMNS = [
  'partition',
  'owner',
  'committed',
  'position',
  'highWatermark',
  'logEnd',
  'lag',
  'reach',
  'lagPlot',
] as const
const NUMBERS: readonly string[] = ['committed', 'position', 'highWatermark', 'logEnd', 'lag']

interface GroupOffsetsProps {
  readonly offsets: readonly GroupOffsetRow[]
  readonly lags: readonly LagSeries[]
  readonly endUs: number
  readonly limitUs: number
}

export function GroupOffsets({ offsets, lags, endUs, limitUs }: GroupOffsetsProps) {
  const { t } = useTranslation()
  return (
    <div className="grid-frame">
      <table className="grid group-offsets" data-testid="group-offsets">
        <caption className="visually-hidden">{t('groups.offsets')}</caption>
        <Columns words="groups.column" columns={COLUMNS} numbers={NUMBERS} />
        <tbody>
          {offsets.map((row) => (
            <tr key={row.partition} data-partition={row.partition}>
              <th scope="row">
                <button
                  type="button"
                  className="grid-link"
                  onClick={() => select(`partition:${row.partition}`)}
                >
                  {row.partition}
                </button>
              </th>
              <td>{row.owner ?? NONE}</td>
              {[row.committed, row.position, row.highWatermark, row.logEnd, row.lag].map((offset, place) => (
                <td key={NUMBERS[place]} className="number">
                  {offset < 0 ? NONE : countText(offset)}
                </td>
              ))}
              <td>
                <Reach row={row} />
              </td>
              <td>
                <LagPlot
                  series={lags.find((each) => each.partition === row.partition)}
                  endUs={endUs}
                  limitUs={limitUs}
                  now={row.lag}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const WIDTH = 110

/** Water up to what is committed by the group, sand from there to the log end; a tick for the position. */
function Reach({ row }: { readonly row: GroupOffsetRow }) {
  const end = Math.max(1, row.logEnd)
  const x = (offset: number) => (Math.max(0, offset) / end) * WIDTH
  return (
    <svg className="reach" width={WIDTH} height={12} aria-hidden="true">
      <rect className="reach-log" x={0} y={3} width={x(row.logEnd)} height={6} />
      <rect className="reach-committed" x={0} y={3} width={x(row.committed)} height={6} />
      {row.position >= 0 && (
        <line className="reach-position" x1={x(row.position)} x2={x(row.position)} y1={0} y2={12} />
      )}
    </svg>
  )
}
