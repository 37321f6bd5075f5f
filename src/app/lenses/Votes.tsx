// What voters say to each other about who leads, while it is on its way.

import { useTranslation } from 'react-i18next'
import type { MessageRow } from '../../view/rows.ts'
import { spanText } from '../format/time.ts'
import { useRun } from '../state/run-state.ts'
import { select, useSelection } from '../state/selection.ts'
import { useTell } from '../text/use-tell.ts'

export function Votes({ votes }: { readonly votes: readonly MessageRow[] }) {
  if (votes.length === 0) return null
  return (
    <ul className="votes" data-testid="votes">
      {votes.map((vote) => (
        <li key={vote.address}>
          <Vote vote={vote} />
        </li>
      ))}
    </ul>
  )
}

function Vote({ vote }: { readonly vote: MessageRow }) {
  const { t } = useTranslation()
  const tell = useTell()
  const cursorUs = useRun((run) => run.cursorUs)
  const selected = useSelection((state) => state.selected === vote.address)
  const left = vote.arrivesUs === null ? null : Math.max(0, vote.arrivesUs - cursorUs)
  return (
    <button
      type="button"
      className={`vote ${vote.kind} ${vote.state}`}
      aria-pressed={selected}
      data-address={vote.address}
      onClick={() => select(vote.address)}
    >
      <span className="vote-ends">
        C{vote.from} → C{vote.to}
      </span>
      <span className="vote-api">
        {vote.api}
        {vote.kind === 'response' && ` · ${t('legend.response')}`}
      </span>
      <span className="vote-words">{vote.error ?? (vote.carries === null ? '' : tell(vote.carries))}</span>
      <span className="vote-when">
        {left === null ? t(`quorum.message.${vote.state}`) : t('quorum.arrives', { span: spanText(left) })}
      </span>
    </button>
  )
}
