// The exchange between members and coordinator as swimlanes: time goes down, a message is an arrow from lane to lane; walked one at a time.

import { ChevronDown, ChevronUp } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { apiOf } from '../../kafka/protocol/api.ts'
import type { GroupMessage } from '../../view/group-rows.ts'
import { secondsText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { ArrowEnd } from './ArrowEnd.tsx'
import { messagesAround, neighbourMessage, withoutPulse } from './exchange.ts'

const ROW = 26
const TOP = 30
const LEFT = 92
const BEFORE = 9
const AFTER = 4

interface SwimlanesProps {
  readonly messages: readonly GroupMessage[]
  /** Members and brokers, in order. */
  readonly lanes: readonly string[]
  readonly width: number
}

export function Swimlanes({ messages, lanes, width }: SwimlanesProps) {
  const { t } = useTranslation()
  const { player } = useSession()
  const event = useRun((run) => run.event)
  const [pulse, setPulse] = useState(false)
  const walked = useMemo(() => (pulse ? messages : withoutPulse(messages)), [messages, pulse])
  const { shown, at } = messagesAround(walked, event, BEFORE, AFTER)
  const x = (name: string) =>
    LEFT + ((lanes.indexOf(name) + 0.5) * (width - LEFT)) / Math.max(1, lanes.length)
  const go = (to: GroupMessage | null) => {
    if (to === null) return
    player.pause()
    player.seek({ by: 'event', event: to.event })
  }
  const back = neighbourMessage(walked, event, -1)
  const next = neighbourMessage(walked, event, 1)
  const height = TOP + shown.length * ROW + 8
  return (
    <div className="swim">
      <div className="swim-bar">
        <button
          type="button"
          className="icon-button"
          aria-label={t('groups.exchange.back')}
          title={t('groups.exchange.back')}
          disabled={back === null}
          onClick={() => go(back)}
        >
          <ChevronUp size={16} aria-hidden="true" />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={t('groups.exchange.next')}
          title={t('groups.exchange.next')}
          disabled={next === null}
          onClick={() => go(next)}
          data-testid="exchange-next"
        >
          <ChevronDown size={16} aria-hidden="true" />
        </button>
        <label className="swim-pulse">
          <input type="checkbox" checked={pulse} onChange={() => setPulse(!pulse)} />
          {t('groups.exchange.pulse')}
        </label>
      </div>
      {shown.length === 0 && <p className="hint">{t('groups.exchange.none')}</p>}
      <svg width={width} height={height} role="img" aria-label={t('groups.exchange')} data-testid="exchange">
        <ArrowEnd id="swim-end" className="swim-head" />
        {lanes.map((name) => (
          <g key={name}>
            <text className="swim-text" x={x(name)} y={16} textAnchor="middle">
              {/^\d+$/.test(name) ? t('broker.name', { id: name }) : name}
            </text>
            <line className="swim-lane" x1={x(name)} x2={x(name)} y1={TOP - 6} y2={height} />
          </g>
        ))}
        {shown.map((message, place) => (
          <Arrow
            key={`${message.event}/${message.id}/${message.isResponse}`}
            message={message}
            y={TOP + (place + 0.5) * ROW}
            from={x(message.from)}
            to={x(message.to)}
            isAhead={place > at}
            isNow={message.event === event}
            onPick={go}
          />
        ))}
      </svg>
    </div>
  )
}

interface ArrowProps {
  readonly message: GroupMessage
  readonly y: number
  readonly from: number
  readonly to: number
  readonly isAhead: boolean
  readonly isNow: boolean
  readonly onPick: (message: GroupMessage) => void
}

function Arrow({ message, y, from, to, isAhead, isNow, onPick }: ArrowProps) {
  const { t } = useTranslation()
  const name = apiOf(message.api).name
  const words = t(message.isResponse ? 'groups.exchange.answer' : 'groups.exchange.ask', {
    api: name,
    from: message.from,
    to: message.to,
  })
  const classes = ['swim-arrow', isAhead && 'ahead', isNow && 'now']
  return (
    // biome-ignore lint/a11y/useSemanticElements: a part of a drawing cannot be a button element
    <g
      className={classes.filter(Boolean).join(' ')}
      role="button"
      tabIndex={0}
      aria-label={words}
      onClick={() => onPick(message)}
      onKeyDown={(event) => event.key === 'Enter' && onPick(message)}
    >
      <rect className="swim-row" x={0} y={y - 13} width="100%" height={26} />
      <text className="swim-text" x={4} y={y + 4}>
        {secondsText(message.timeUs)}
      </text>
      <line
        className={message.isResponse ? 'swim-line response' : 'swim-line'}
        x1={from}
        x2={to}
        y1={y + 4}
        y2={y + 4}
        markerEnd="url(#swim-end)"
      />
      <text className="swim-name" x={(from + to) / 2} y={y - 2} textAnchor="middle">
        {name}
      </text>
    </g>
  )
}
