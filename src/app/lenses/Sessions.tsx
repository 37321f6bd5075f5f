// Each broker's session as a clock that runs down until the active controller fences it, and how far its metadata goes.

import { useTranslation } from 'react-i18next'
import type { QuorumRow } from '../../view/lens-rows.ts'
import type { NodeRow } from '../../view/rows.ts'
import { Columns } from '../chrome/Columns.tsx'
import { countText, spanText } from '../format/time.ts'
import { useRun } from '../state/run-state.ts'
import { hover, select, useSelection } from '../state/selection.ts'

const COLUMNS = ['broker', 'session', 'state', 'metadata'] as const
const NUMBERS = ['metadata'] as const

interface SessionsProps {
  readonly nodes: readonly NodeRow[]
  readonly quorum: QuorumRow
}

export function Sessions({ nodes, quorum }: SessionsProps) {
  const { t } = useTranslation()
  return (
    <div className="grid-frame">
      <table className="grid sessions" data-testid="sessions">
        <caption className="visually-hidden">{t('quorum.sessions')}</caption>
        <Columns words="quorum.column" columns={COLUMNS} numbers={NUMBERS} />
        <tbody>
          {nodes
            .filter((node) => node.roles.includes('broker'))
            .map((node) => (
              <Session key={node.address} node={node} quorum={quorum} />
            ))}
        </tbody>
      </table>
    </div>
  )
}

/** A tenth of a second is as fine as the clock's hand. */
const GRAIN_US = 100_000

interface SessionProps {
  readonly node: NodeRow
  readonly quorum: QuorumRow
}

function Session({ node, quorum }: SessionProps) {
  const { t } = useTranslation()
  const selected = useSelection((state) => state.selected === node.address)
  const nowUs = useRun((run) => Math.floor(run.cursorUs / GRAIN_US) * GRAIN_US)
  const leftUs = node.sessionEndsUs === null ? null : Math.max(0, node.sessionEndsUs - nowUs)
  const runs = node.status === 'running'
  // A process that is gone knows nothing; it reads the log anew when it comes back.
  const knows = node.status !== 'dead' && node.status !== 'stopped'
  const behind = knows ? Math.max(0, quorum.highWatermark - node.metadataOffset) : 0
  return (
    <tr className={selected ? 'selected' : undefined} data-address={node.address}>
      <th scope="row">
        <button
          type="button"
          className="cell-pick name"
          aria-pressed={selected}
          onClick={() => select(node.address)}
          onMouseEnter={() => hover(node.address)}
          onMouseLeave={() => hover(null)}
        >
          {t('broker.name', { id: node.id })}
        </button>
      </th>
      <td>
        <SessionClock node={node} quorum={quorum} leftUs={leftUs} />
      </td>
      <td>
        {!runs && <span className="bad-text">{t(`life.${node.status}`)}</span>}
        {!runs && ' · '}
        {node.fenced === null ? (
          t('broker.unregistered')
        ) : node.fenced ? (
          <span className="bad-text">{t('broker.fenced')}</span>
        ) : (
          t('quorum.unfenced')
        )}
      </td>
      <td className="number">
        {knows ? countText(node.metadataOffset) : '–'}
        {behind > 0 && <span className="cell-note warn-text">{t('quorum.behind', { count: behind })}</span>}
      </td>
    </tr>
  )
}

interface SessionClockProps extends SessionProps {
  readonly leftUs: number | null
}

/** One that runs is a timer of the active controller. */
function SessionClock({ node, quorum, leftUs }: SessionClockProps) {
  const { t } = useTranslation()
  const active = useRun((run) => run.cluster?.nodes.find((one) => one.active)?.id)
  const clock = (
    <Clock
      part={leftUs === null ? 0 : leftUs / Math.max(1, quorum.sessionTimeoutUs)}
      low={node.status !== 'running'}
    />
  )
  if (leftUs === null || active === undefined)
    return (
      <>
        {clock}
        {leftUs === null ? t('quorum.noSession') : t('quorum.left', { span: spanText(leftUs) })}
      </>
    )
  const address = `timer:${active}/session/${node.id}`
  return (
    <button
      type="button"
      className="cell-pick clock-pick"
      title={t('quorum.session.timer', { id: active })}
      data-address={address}
      data-testid={`session-clock-${node.id}`}
      onClick={() => select(address)}
    >
      {clock}
      {t('quorum.left', { span: spanText(leftUs) })}
    </button>
  )
}

const RADIUS = 7

/** A pie of what is left; empty when there is no session. */
function Clock({ part, low }: { readonly part: number; readonly low: boolean }) {
  const share = Math.max(0, Math.min(1, part))
  const angle = 2 * Math.PI * share
  const x = RADIUS * Math.sin(angle)
  const y = -RADIUS * Math.cos(angle)
  const pie =
    share >= 0.999
      ? `M0 -${RADIUS}A${RADIUS} ${RADIUS} 0 1 1 -0.01 -${RADIUS}Z`
      : `M0 0V-${RADIUS}A${RADIUS} ${RADIUS} 0 ${share > 0.5 ? 1 : 0} 1 ${x.toFixed(2)} ${y.toFixed(2)}Z`
  return (
    <svg
      className={low ? 'clock low' : 'clock'}
      width="20"
      height="20"
      viewBox="-10 -10 20 20"
      aria-hidden="true"
    >
      <circle r={RADIUS + 1.5} />
      {share > 0 && <path d={pie} />}
    </svg>
  )
}
