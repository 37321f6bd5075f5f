// The ledger lens: every record as a cell by what became of it, the life of the chosen one, and the table of promises beside it.

import type { TFunction } from 'i18next'
import { Maximize, ZoomIn, ZoomOut } from 'lucide-react'
import type { ReactNode } from 'react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { LedgerCells } from '../../view/ledger-rows.ts'
import { countText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useSize } from '../stage/use-size.ts'
import { useRun } from '../state/run-state.ts'
import { useSelection } from '../state/selection.ts'
import { Anomalies } from './Anomalies.tsx'
import { Cells } from './Cells.tsx'
import { LIFE_ORDER } from './cell-look.ts'
import { FateChip } from './FateChip.tsx'
import { cellsMax, lastOf, zoomedRange } from './grid.ts'
import './ledger-lens.css'
import { useLatest } from '../state/use-latest.ts'
import { Life } from './Life.tsx'
import { Promises } from './Promises.tsx'
import { useLedger } from './store.ts'

/** While playing the cells follow at this pace at most. */
const PLAY_GRAIN_US = 50_000

export function LedgerLens() {
  const { t } = useTranslation()
  const { host } = useSession()
  const frame = useRef<HTMLDivElement>(null)
  const size = useSize(frame)
  const { range, fates, partition } = useLedger()
  const event = useRun((run) => run.event)
  const moment = useRun((run) =>
    run.playing ? `p${Math.floor(run.cursorUs / PLAY_GRAIN_US)}` : `e${run.event}`,
  )
  const most = size.width === 0 ? 0 : cellsMax(size.width, size.height)
  const key = most === 0 ? null : JSON.stringify([moment, range, fates, partition, most])
  const { answer } = useLatest(key, async (branch) => {
    const ask = { event, from: range?.from ?? 0, to: range?.to ?? Number.MAX_SAFE_INTEGER }
    return host.ledgerCells(branch, { ...ask, cellsMax: most, fates, partition })
  })
  return (
    <section className="ledger-lens" aria-label={t('lens.ledger')}>
      <div className="sheet-bar">
        <div className="fate-chips">
          {LIFE_ORDER.map((fate) => (
            <FateChip key={fate} fate={fate} count={answer?.counts[fate] ?? 0} />
          ))}
        </div>
        {answer !== null && <Partitions cells={answer} />}
        {answer !== null && <Zoom cells={answer} />}
      </div>
      <div className="ledger-body">
        <div className="ledger-main">
          <p className="ledger-caption" data-testid="ledger-caption">
            {answer !== null && answer.records > 0 && caption(t, answer)}
          </p>
          <div className="ledger-frame" ref={frame}>
            {answer !== null && <Cells cells={answer} width={size.width} height={size.height} />}
            {answer?.records === 0 && <p className="sheet-empty">{t('fates.none')}</p>}
          </div>
          <Table cells={answer} />
        </div>
        <aside className="ledger-side" aria-label={t('fates.side')}>
          <ChosenLife />
          <Anomalies />
          <Promises />
        </aside>
      </div>
    </section>
  )
}

function caption(t: TFunction, cells: LedgerCells): string {
  const args = {
    from: countText(cells.from),
    to: countText(lastOf(cells)),
    records: countText(cells.records),
    count: cells.perCell,
  }
  return t(cells.perCell === 1 ? 'fates.each' : 'fates.several', args)
}

function ChosenLife() {
  const { t } = useTranslation()
  const selected = useSelection((state) => state.selected)
  if (selected === null || !selected.startsWith('record:')) return <p className="hint">{t('fates.choose')}</p>
  return <Life address={selected} />
}

function Partitions({ cells }: { readonly cells: LedgerCells }) {
  const { t } = useTranslation()
  const partition = useLedger((state) => state.partition)
  return (
    <select
      className="sheet-select"
      aria-label={t('fates.partition')}
      data-testid="ledger-partition"
      value={partition ?? ''}
      onChange={(event) =>
        useLedger.setState({ partition: event.target.value === '' ? null : event.target.value })
      }
    >
      <option value="">{t('fates.allPartitions')}</option>
      {cells.partitions.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  )
}

function Zoom({ cells }: { readonly cells: LedgerCells }) {
  const { t } = useTranslation()
  const zoom = (factor: number) =>
    useLedger.setState({ range: zoomedRange(cells, factor, 0.5, cells.records) })
  return (
    <div className="bar-group">
      <Tool name={t('fates.zoomIn')} onPick={() => zoom(0.5)}>
        <ZoomIn size={16} aria-hidden="true" />
      </Tool>
      <Tool name={t('fates.zoomOut')} onPick={() => zoom(2)}>
        <ZoomOut size={16} aria-hidden="true" />
      </Tool>
      <Tool name={t('fates.all')} onPick={() => useLedger.setState({ range: null })}>
        <Maximize size={16} aria-hidden="true" />
      </Tool>
    </div>
  )
}

interface ToolProps {
  readonly name: string
  readonly onPick: () => void
  readonly children: ReactNode
}

function Tool({ name, onPick, children }: ToolProps) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={name}
      title={name}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      {children}
    </button>
  )
}

/** The table behind the cells. */
function Table({ cells }: { readonly cells: LedgerCells | null }) {
  const { t } = useTranslation()
  return (
    <div className="visually-hidden">
      <table data-testid="ledger-table">
        <caption>{t('fates.table')}</caption>
        <tbody>
          {LIFE_ORDER.map((fate) => (
            <tr key={fate}>
              <th scope="row">{t(`fate.${fate}`)}</th>
              <td>{cells?.counts[fate] ?? 0}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
