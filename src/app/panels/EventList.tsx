// Every event as a sentence. The list is as long as the run; only the rows in sight are asked for.

import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventRow } from '../../view/rows.ts'
import { secondsText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useSize } from '../stage/use-size.ts'
import { useRun } from '../state/run-state.ts'
import { useTell } from '../text/use-tell.ts'
import { useEventRows } from './use-event-rows.ts'
import { useWhy } from './use-why.ts'
import { WhyChain } from './WhyChain.tsx'

const ROW_HEIGHT = 60

export function EventList() {
  const { player } = useSession()
  const scroller = useRef<HTMLDivElement>(null)
  const branch = useRun((run) => run.branch)
  const computed = useRun((run) => run.timeline?.events ?? 0)
  const event = useRun((run) => run.event)
  const count = Math.max(computed, event + 1)
  const [asking, setAsking] = useState(false)
  const { height } = useSize(scroller)
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  })
  const items = virtual.getVirtualItems()
  const rows = useEventRows(branch, items[0]?.index ?? 0, items.at(-1)?.index ?? 0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer to "why?" takes room, and the event must stay in sight
  useEffect(() => {
    if (event >= 0) virtual.scrollToIndex(event, { align: 'center' })
  }, [event, height, virtual])

  const goTo = (index: number) => {
    player.pause()
    player.seek({ by: 'event', event: index })
  }
  return (
    <div className="event-panel">
      <div className="event-scroll" ref={scroller} data-testid="events">
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map((item) => (
            <div
              key={item.key}
              className="event-slot"
              style={{ transform: `translateY(${item.start}px)`, height: ROW_HEIGHT }}
            >
              <EventLine
                row={rows.get(item.index)}
                index={item.index}
                current={item.index === event}
                onPick={goTo}
              />
            </div>
          ))}
        </div>
      </div>
      <EventWhy event={event} open={asking} onToggle={() => setAsking(!asking)} />
    </div>
  )
}

interface EventLineProps {
  readonly row: EventRow | undefined
  readonly index: number
  readonly current: boolean
  readonly onPick: (index: number) => void
}

function EventLine({ row, index, current, onPick }: EventLineProps) {
  const tell = useTell()
  return (
    <button
      type="button"
      className={`event ${row?.family ?? 'unknown'}${current ? ' current' : ''}`}
      aria-current={current ? 'true' : undefined}
      data-testid={`event-${index}`}
      onClick={() => onPick(index)}
    >
      <span className="event-words">{row === undefined ? '…' : tell(row.sentence)}</span>
      <span className="event-when">
        {index}
        {row !== undefined && ` · ${secondsText(row.timeUs)}`}
      </span>
    </button>
  )
}

interface EventWhyProps {
  readonly event: number
  readonly open: boolean
  readonly onToggle: () => void
}

/** The cause of the event at hand, one click away. */
function EventWhy({ event, open, onToggle }: EventWhyProps) {
  const { t } = useTranslation()
  const playing = useRun((run) => run.playing)
  const rows = useWhy(open && !playing ? event : null)
  return (
    <div className="event-why">
      <button
        type="button"
        className="button"
        aria-expanded={open}
        disabled={event < 0}
        onClick={onToggle}
        data-testid="why-button"
      >
        {t('why.ask')}
      </button>
      {open && rows !== null && (
        <div className="event-why-chain">
          <WhyChain rows={rows} />
        </div>
      )}
    </div>
  )
}
