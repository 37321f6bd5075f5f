// What two sides have told: what was given differently, where they part, and what came of it. A click shows an event in its run.

import { useTranslation } from 'react-i18next'
import type { CausedRow, CompareEvent, CompareRows, PartingRow } from '../../view/compare-rows.ts'
import type { EventRow } from '../../view/rows.ts'
import type { SideAsk } from '../../worker/compare-tools.ts'
import { countText, secondsText, spanText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useTell } from '../text/use-tell.ts'
import { show } from './beside.ts'
import { ComparePart } from './ComparePart.tsx'
import { Figures, Given, Records, State } from './CompareTables.tsx'

export interface CompareAnswerProps {
  readonly a: SideAsk
  readonly b: SideAsk
  readonly rows: CompareRows
}

export function CompareAnswer({ a, b, rows }: CompareAnswerProps) {
  const { t } = useTranslation()
  const { parting, counts, untilUs } = rows
  const sides = { a, b }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="compare-body" tabIndex={0} aria-label={t('compare.found')} data-testid="compare-body">
      <Given rows={rows.given} />
      {parting === null ? (
        <p className="compare-same" data-testid="compare-same">
          {t('compare.same', { time: secondsText(untilUs) })}
        </p>
      ) : (
        <>
          <Parting sides={sides} parting={parting} />
          <p className="compare-counts" data-testid="compare-counts">
            {t('compare.counts', {
              same: countText(counts.same),
              moved: countText(counts.moved),
              otherWay: countText(counts.otherWay),
              onlyA: countText(counts.onlyA),
              onlyB: countText(counts.onlyB),
            })}
          </p>
        </>
      )}
      <Events sides={sides} rows={rows} />
      <Records rows={rows.records} />
      <Figures rows={rows.metrics} />
      <State rows={rows.state} more={rows.moreState} untilUs={untilUs} />
    </section>
  )
}

interface Sides {
  readonly a: SideAsk
  readonly b: SideAsk
}

/** By cause where a cause differs; by time alone where none does. */
function Parting({ sides, parting }: { readonly sides: Sides; readonly parting: PartingRow }) {
  const { t } = useTranslation()
  const { a, b, exact } = parting
  if (a === null && b === null)
    return (
      <ComparePart title={t('compare.divergence')} name="divergence">
        <p className="hint">{t('compare.onlyTimes')}</p>
        {exact.a !== null && <Event side="a" at={sides.a} row={exact.a} />}
        {exact.b !== null && <Event side="b" at={sides.b} row={exact.b} />}
      </ComparePart>
    )
  // The one that came first stands first.
  const isFirstB = a === null || (b !== null && b.row.timeUs < a.row.timeUs)
  const order = isFirstB ? (['b', 'a'] as const) : (['a', 'b'] as const)
  return (
    <ComparePart title={t('compare.divergence')} name="divergence">
      {order.map((side) => (
        <Caused key={side} side={side} at={sides[side]} found={parting[side]} />
      ))}
    </ComparePart>
  )
}

interface CausedProps {
  readonly side: 'a' | 'b'
  readonly at: SideAsk
  readonly found: CausedRow | null
}

function Caused({ side, at, found }: CausedProps) {
  const { t } = useTranslation()
  const tell = useTell()
  if (found === null) return <p className="hint">{t(`compare.nothingOfItsOwn.${side}`)}</p>
  const { row, cause, causeThere } = found
  return (
    <>
      <Event side={side} at={at} row={row} />
      {cause !== null && (
        <p className="compare-cause">
          {t('compare.after')} <span className="compare-when">{secondsText(cause.timeUs)}</span>{' '}
          {tell(cause.sentence)}
          {causeThere !== null &&
            ` · ${t(`compare.causeThere.${side}`, { time: secondsText(causeThere.timeUs) })}`}
        </p>
      )}
    </>
  )
}

interface EventProps {
  readonly side: 'a' | 'b'
  readonly at: SideAsk
  readonly row: EventRow
  readonly note?: string
}

/** A click shows the event in its run, on its branch. */
function Event({ side, at, row, note }: EventProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const session = useSession()
  return (
    <button
      type="button"
      className={`compare-event ${side}`}
      data-event={row.index}
      onClick={() => void show(session, at.run, at.branch, row.index)}
    >
      <b>{t(`compare.${side}`)}</b>
      <span className="compare-when">{secondsText(row.timeUs)}</span>
      <span>
        {tell(row.sentence)}
        {note !== undefined && <i> · {note}</i>}
      </span>
    </button>
  )
}

const EVENTS_MAX = 60

function Events({ sides, rows }: { readonly sides: Sides; readonly rows: CompareRows }) {
  const { t } = useTranslation()
  const { events, moreEvents } = rows
  if (events.length === 0) return null
  const more = Math.max(0, events.length - EVENTS_MAX) + moreEvents
  return (
    <ComparePart title={t('compare.events')} name="events">
      {events.slice(0, EVENTS_MAX).map((event) => (
        <Different key={nameOf(event)} sides={sides} event={event} />
      ))}
      {more > 0 && <p className="hint">{t('compare.more', { count: more })}</p>}
    </ComparePart>
  )
}

function nameOf(event: CompareEvent): string {
  return event.kind === 'onlyB' ? `b${event.b.index}` : `a${event.a.index}`
}

function Different({ sides, event }: { readonly sides: Sides; readonly event: CompareEvent }) {
  const { t } = useTranslation()
  switch (event.kind) {
    case 'onlyA':
      return <Event side="a" at={sides.a} row={event.a} note={t('compare.only')} />
    case 'onlyB':
      return <Event side="b" at={sides.b} row={event.b} note={t('compare.only')} />
    case 'moved': {
      const span = spanText(Math.abs(event.laterUs))
      const when = t(event.laterUs > 0 ? 'compare.later' : 'compare.earlier', { span })
      const note = event.sameCause ? when : `${when}, ${t('compare.otherWay')}`
      return (
        <div className="compare-both">
          <Event side="a" at={sides.a} row={event.a} note={note} />
          <ShowInB at={sides.b} row={event.b} />
        </div>
      )
    }
  }
}

function ShowInB({ at, row }: { readonly at: SideAsk; readonly row: EventRow }) {
  const { t } = useTranslation()
  const session = useSession()
  const label = t('compare.showInB', { time: secondsText(row.timeUs) })
  return (
    <button
      type="button"
      className="compare-event b"
      aria-label={label}
      title={label}
      data-event={row.index}
      onClick={() => void show(session, at.run, at.branch, row.index)}
    >
      <b>{t('compare.b')}</b>
    </button>
  )
}
