// The rows of the space-time lens for one stretch of virtual time.

import { isMark, markKindOf } from './marks.ts'
import { messageAddress } from './messages.ts'
import type { EventRow, WhyRow } from './rows.ts'
import type { Lanes } from './spacetime-lanes.ts'
import { downRows, laneRows, lanesOf } from './spacetime-lanes.ts'
import { chainSpan, litEvents, waitRows } from './spacetime-lit.ts'
import type {
  ArrowRow,
  BarRow,
  FoldedRow,
  Lit,
  NoteRow,
  SpacetimeAsk,
  SpacetimeRows,
  TickRow,
} from './spacetime-rows.ts'
import type { Flight, Local, Scanned, ScanSource } from './spacetime-scan.ts'
import { apiName, scan } from './spacetime-scan.ts'
import type { Timeline } from './timeline.ts'

export interface SpacetimeSource extends ScanSource {
  readonly timeline: Readonly<Timeline>
  /** Last event at or before a time. */
  readonly eventAt: (timeUs: number) => number
  readonly eventRow: (event: number) => EventRow
  readonly why: (event: number) => readonly WhyRow[]
}

const SLICES = 160
const TICKS_MAX = 2_000
const NOTES_MAX = 120
/** More are not looked at one by one. */
const SCAN_EVENTS_MAX = 100_000

export function spacetimeRows(source: SpacetimeSource, ask: SpacetimeAsk): SpacetimeRows {
  const { fromUs, toUs } = ask
  const lanes = lanesOf(source.world, ask.hidden)
  const first = Math.max(0, source.eventAt(fromUs - 1) + 1)
  const last = source.eventAt(toUs)
  const events = Math.max(0, last - first + 1)
  const far = events > SCAN_EVENTS_MAX
  const chain = ask.event < 0 ? [] : source.why(ask.event)
  const scanned: Scanned = far
    ? { flights: [], locals: [], counts: new Map() }
    : scan(source, lanes, first, last, { fromUs, toUs, slices: SLICES })
  const lit = litEvents(chain, ask.event, far ? ask.event : last, source.chunkAt)
  const { arrows, folded } = arrowRows(scanned.flights, lit, ask)
  return {
    fromUs,
    toUs,
    events,
    lanes: lanes.rows,
    all: laneRows(source.world),
    arrows,
    ticks: tickRows(scanned.locals, lit),
    downs: downRows(lanes, source.timeline.told, fromUs, toUs),
    waits: waitRows(chain, lanes).filter((row) => row.toUs >= fromUs && row.fromUs <= toUs),
    notes: noteRows(source, lanes, chain, ask, lit),
    bars: far ? farBars(source, lanes, fromUs, toUs) : barRows(scanned),
    folded,
    chain: chainSpan(chain),
    far,
  }
}

/** Whatever is lit is drawn; of the rest, kind by kind from the rarest on, as many as there is room for. */
function arrowRows(
  flights: readonly Flight[],
  lit: ReadonlyMap<number, Lit>,
  ask: SpacetimeAsk,
): { readonly arrows: ArrowRow[]; readonly folded: FoldedRow[] } {
  const kinds = new Map<string, { readonly folded: FoldedRow; readonly rows: ArrowRow[] }>()
  const arrows: ArrowRow[] = []
  for (const flight of flights) {
    const row = arrowRow(flight, lit)
    if (row.lit !== null) {
      arrows.push(row)
      continue
    }
    if (!ask.families.includes(row.family)) continue
    if (ask.api !== null && row.api !== ask.api) continue
    const name = `${row.api}/${row.family}`
    const known = kinds.get(name)
    if (known !== undefined) known.rows.push(row)
    else kinds.set(name, { folded: { api: row.api, family: row.family, count: 0 }, rows: [row] })
  }
  const folded: FoldedRow[] = []
  let room = ask.arrowsMax
  for (const kind of [...kinds.values()].sort((a, b) => a.rows.length - b.rows.length)) {
    room -= kind.rows.length
    if (room >= 0) arrows.push(...kind.rows)
    else folded.push({ ...kind.folded, count: kind.rows.length })
  }
  arrows.sort((a, b) => a.sentEvent - b.sentEvent || a.event - b.event)
  return { arrows, folded }
}

function arrowRow(flight: Flight, lit: ReadonlyMap<number, Lit>): ArrowRow {
  const { from, to, sentUs, arrivesUs, sentEvent, event, family, isRequest, lost } = flight
  const api = apiName(flight)
  const kind = isRequest ? 'request' : 'response'
  const address = messageAddress(flight.connection, flight.api, flight.id, !isRequest)
  const ends = { from, to, sentUs, arrivesUs, sentEvent, event }
  return { address, ...ends, api, family, kind, lost, lit: litOf(flight, lit) }
}

/** An arrow is lit when both its ends are. */
function litOf({ event, readEvent, sentEvent }: Flight, lit: ReadonlyMap<number, Lit>): Lit | null {
  const head = lit.get(event) ?? lit.get(readEvent)
  const tail = lit.get(sentEvent)
  if (head === undefined || tail === undefined) return null
  return head === 'effect' ? 'effect' : 'cause'
}

function tickRows(locals: readonly Local[], lit: ReadonlyMap<number, Lit>): TickRow[] {
  const some = locals.length <= TICKS_MAX ? locals : locals.filter(({ event }) => lit.has(event))
  return some.map((local) => ({ ...local, lit: lit.get(local.event) ?? null }))
}

/** The lit chain first, then the marks of the stretch. */
function noteRows(
  source: SpacetimeSource,
  lanes: Lanes,
  chain: readonly WhyRow[],
  ask: SpacetimeAsk,
  lit: ReadonlyMap<number, Lit>,
): NoteRow[] {
  const notes: NoteRow[] = []
  const known = new Set<number>()
  const add = (row: EventRow, kind: NoteRow['kind']) => {
    const lane = lanes.ofName.get(row.node)
    if (lane === undefined || known.has(row.index) || notes.length >= NOTES_MAX) return
    known.add(row.index)
    const { timeUs, index: event, sentence } = row
    notes.push({ lane, timeUs, event, kind, lit: lit.get(event) ?? null, sentence })
  }
  const isWithin = (timeUs: number) => timeUs >= ask.fromUs && timeUs <= ask.toUs
  if (ask.event >= 0) {
    const asked = source.eventRow(ask.event)
    if (isWithin(asked.timeUs)) add(asked, null)
  }
  for (const { event, timeUs, row } of source.timeline.told) {
    if (timeUs > ask.toUs) break
    const kind =
      isWithin(timeUs) && isMark(row.kind.code, row.a, row.b, row.c) ? markKindOf(row.kind.code) : null
    if (kind !== null && !known.has(event)) add(source.eventRow(event), kind)
  }
  for (const row of chain) if (isWithin(row.timeUs)) add(row, null)
  return notes
}

function barRows(scanned: Scanned): BarRow[] {
  return [...scanned.counts].map(([lane, counts]) => ({ lane, counts }))
}

/** From the counts that the timeline has kept. */
function farBars(source: SpacetimeSource, lanes: Lanes, fromUs: number, toUs: number): BarRow[] {
  const rows: BarRow[] = []
  for (const [slot, density] of source.timeline.byProcess) {
    const lane = lanes.ofSlot.get(slot)
    if (lane === undefined) continue
    const counts = new Array<number>(SLICES).fill(0)
    const { widthUs } = density
    for (let i = Math.floor(fromUs / widthUs); i < density.counts.length && i * widthUs < toUs; i++) {
      const part = ((i + 0.5) * widthUs - fromUs) / (toUs - fromUs)
      const slice = Math.max(0, Math.min(SLICES - 1, Math.floor(part * SLICES)))
      counts[slice] = (counts[slice] as number) + (density.counts[i] ?? 0)
    }
    rows.push({ lane, counts })
  }
  return rows
}
