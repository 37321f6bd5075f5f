// The voters as a table: role, epoch, whom each voted for and follows, and how far its log and its high watermark go.

import { useTranslation } from 'react-i18next'
import type { QuorumRow, VoterRow } from '../../view/lens-rows.ts'
import { Columns } from '../chrome/Columns.tsx'
import { controllerLabel } from '../format/names.ts'
import { countText } from '../format/time.ts'
import { hover, select, useSelection } from '../state/selection.ts'

const NONE = '–'
const NUMBERS: readonly string[] = ['epoch', 'highWatermark', 'logEnd']
const COLUMNS = ['voter', 'role', 'epoch', 'votedFor', 'follows', 'highWatermark', 'logEnd'] as const

interface VotersProps {
  readonly voters: readonly VoterRow[]
  readonly quorum: QuorumRow
}

export function Voters({ voters, quorum }: VotersProps) {
  const { t } = useTranslation()
  return (
    <div className="grid-frame">
      <table className="grid voters" data-testid="voters">
        <caption className="visually-hidden">{t('quorum.title')}</caption>
        <Columns words="quorum.column" columns={COLUMNS} numbers={NUMBERS} />
        <tbody>
          {voters.map((voter) => (
            <Voter key={voter.address} voter={voter} quorum={quorum} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Voter({ voter, quorum }: { readonly voter: VoterRow; readonly quorum: QuorumRow }) {
  const { t } = useTranslation()
  const selected = useSelection((state) => state.selected === voter.address)
  const runs = voter.status === 'running' || voter.status === 'cutOff' || voter.status === 'stopping'
  const behind = quorum.logEnd - voter.logEnd
  return (
    <tr className={`voter ${voter.role}${selected ? ' selected' : ''}`} data-address={voter.address}>
      <th scope="row">
        <button
          type="button"
          className="cell-pick name"
          aria-pressed={selected}
          onClick={() => select(voter.address)}
          onMouseEnter={() => hover(voter.address)}
          onMouseLeave={() => hover(null)}
        >
          {controllerLabel(voter.id)}
        </button>
      </th>
      <td>
        <span className={`role-badge ${runs ? voter.role : 'gone'}`}>
          {runs ? t(`raft.${voter.role}`) : t(`life.${voter.status}`)}
        </span>
        {voter.active && <span className="cell-note strong">{t('controller.active')}</span>}
        {voter.granted.length > 0 && (
          <span className="cell-note strong">
            {t('quorum.granted', {
              count: voter.granted.length,
              majority: quorum.majority,
              who: voter.granted.map(controllerLabel).join(' '),
            })}
          </span>
        )}
        {voter.rejected.length > 0 && (
          <span className="cell-note">
            {t('quorum.rejected', { who: voter.rejected.map(controllerLabel).join(' ') })}
          </span>
        )}
      </td>
      <td className="number">{voter.epoch}</td>
      <td>{voter.votedFor < 0 ? NONE : `→ ${controllerLabel(voter.votedFor)}`}</td>
      <td>
        {voter.leader < 0
          ? NONE
          : voter.leader === voter.id
            ? t('quorum.itself')
            : controllerLabel(voter.leader)}
      </td>
      <td className="number">
        <span className="water-text">{voter.highWatermark < 0 ? NONE : countText(voter.highWatermark)}</span>
      </td>
      <td className="number">
        <span className={voter.logEnd > Math.max(0, voter.highWatermark) ? 'sand-text' : undefined}>
          {countText(voter.logEnd)}
        </span>
        {behind > 0 && <span className="cell-note">{t('quorum.behind', { count: behind })}</span>}
      </td>
    </tr>
  )
}
