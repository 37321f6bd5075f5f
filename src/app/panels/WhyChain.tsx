// From an event back to the input, step by step; each step can be gone to.

import { useTranslation } from 'react-i18next'
import type { WhyRow } from '../../view/rows.ts'
import { secondsText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useTell } from '../text/use-tell.ts'
import { DecidedBy } from './DecidedBy.tsx'
import { useDecided } from './use-decided.ts'

export function WhyChain({ rows }: { readonly rows: readonly WhyRow[] }) {
  const { t } = useTranslation()
  const tell = useTell()
  const { player } = useSession()
  const decided = useDecided(rows)
  if (rows.length === 0) return <p className="hint">{t('why.none')}</p>
  return (
    <ol className="why" data-testid="why">
      {rows.map((row) => (
        <li key={`${row.index}/${row.link}`} className={`why-step ${row.link} ${row.family}`}>
          <button
            type="button"
            className="why-button"
            onClick={() => goTo(row)}
            data-testid={`why-${row.index}`}
          >
            {tell(row.sentence)}
          </button>
          <p className="why-when">
            {secondsText(row.timeUs)}
            {row.link !== 'asked' && ` · ${t(`why.${row.link}`)}`}
          </p>
          <DecidedBy fact={row.fact} values={row.decided ?? decided.get(row.index)} />
        </li>
      ))}
    </ol>
  )

  function goTo(row: WhyRow): void {
    player.pause()
    player.seek({ by: 'event', event: row.index })
  }
}
