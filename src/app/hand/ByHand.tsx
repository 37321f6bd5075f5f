// What a hand can do to the selected message or timer, in the inspector.

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HandRow } from '../../view/rows.ts'
import { InputIcon } from '../actions/input-icon.tsx'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'

const DEFAULT_BY_MS = 500
const BY_MS_MAX = 600_000

export function ByHand({ address }: { readonly address: string }) {
  const { t } = useTranslation()
  const hands = useRun((run) => (run.inspect?.address === address ? run.inspect.hands : undefined))
  if (hands === undefined || hands.length === 0) return null
  return (
    <section className="by-hand" aria-label={t('hand.title')} data-testid="by-hand">
      <h3 className="fields-name">{t('hand.title')}</h3>
      <ul>
        {hands.map((row) => (
          <Action key={row.input} row={row} />
        ))}
      </ul>
    </section>
  )
}

function Action({ row: { input, args, takesTime } }: { readonly row: HandRow }) {
  const { t } = useTranslation()
  const session = useSession()
  const [byMs, setByMs] = useState(DEFAULT_BY_MS)
  return (
    <li className="by-hand-row">
      <button
        type="button"
        className="button small"
        data-testid={`hand-${input}`}
        title={t(`input.${input}.note`)}
        onClick={() => void session.act(input, { ...args, ...(takesTime ? { by: byMs * 1_000 } : {}) })}
      >
        <InputIcon id={input} /> {t(`input.${input}`)}
      </button>
      {takesTime && (
        <label className="by-hand-by">
          <input
            type="number"
            className="sheet-input"
            min={1}
            max={BY_MS_MAX}
            value={byMs}
            aria-label={t('hand.by')}
            data-testid={`hand-${input}-by`}
            onChange={(event) =>
              setByMs(Math.max(1, Math.min(BY_MS_MAX, Math.round(Number(event.target.value)))))
            }
          />
          ms
        </label>
      )}
    </li>
  )
}
