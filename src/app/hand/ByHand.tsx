// What a hand can do to the selected message or timer, in the inspector.

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { InputIcon } from '../actions/input-icon.tsx'
import { messageActions, timerActions } from '../actions/message-actions.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'

const DEFAULT_BY_MS = 500
const BY_MS_MAX = 600_000

/** Inputs that say by how much. */
const WITH_TIME: readonly string[] = ['delay', 'put-off-timer']

export function ByHand({ address }: { readonly address: string }) {
  const { t } = useTranslation()
  const isMessage = address.startsWith('message:')
  const here = useRun((run) => run.inspect?.address === address && run.inspect.presence === 'here')
  const held = useRun((run) => run.cluster?.messages.find((row) => row.address === address)?.state === 'held')
  if (!here || !(isMessage || address.startsWith('timer:'))) return null
  const field = isMessage ? 'message' : 'timer'
  const actions = isMessage ? messageActions : timerActions
  return (
    <section className="by-hand" aria-label={t('hand.title')} data-testid="by-hand">
      <h3 className="fields-name">{t('hand.title')}</h3>
      <ul>
        {actions
          .filter((id) => (id === 'release' ? held : id === 'hold' ? !held : true))
          .map((id) => (
            <Action key={id} id={id} field={field} address={address} />
          ))}
      </ul>
    </section>
  )
}

interface ActionProps {
  readonly id: string
  readonly field: 'message' | 'timer'
  readonly address: string
}

function Action({ id, field, address }: ActionProps) {
  const { t } = useTranslation()
  const session = useSession()
  const [byMs, setByMs] = useState(DEFAULT_BY_MS)
  const timed = WITH_TIME.includes(id)
  return (
    <li className="by-hand-row">
      <button
        type="button"
        className="button small"
        data-testid={`hand-${id}`}
        title={t(`input.${id}.note`)}
        onClick={() => void session.act(id, { [field]: address, ...(timed ? { by: byMs * 1_000 } : {}) })}
      >
        <InputIcon id={id} /> {t(`input.${id}`)}
      </button>
      {timed && (
        <label className="by-hand-by">
          <input
            type="number"
            className="sheet-input"
            min={1}
            max={BY_MS_MAX}
            value={byMs}
            aria-label={t('hand.by')}
            data-testid={`hand-${id}-by`}
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
