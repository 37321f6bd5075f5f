// A group's story from what was told about it in order: who owned what and when, and the gaps and overlaps between owners.

import type {
  GroupMark,
  GroupMessage,
  GroupPhase,
  GroupState,
  GroupStory,
  LagSeries,
  MemberLane,
  OwnedSpan,
  OwnershipGap,
  OwnershipOverlap,
  RecordsAgain,
} from './group-rows.ts'

/** One thing told; `group` '' where the teller does not know the group. */
export type GroupTold = { readonly event: number; readonly timeUs: number } & (
  | {
      readonly what: 'assigned' | 'revoked' | 'lost'
      readonly group: string
      readonly client: string
      readonly partition: string
      readonly epoch: number
    }
  | { readonly what: 'joined' | 'left' | 'fenced'; readonly group: string; readonly client: string }
  | { readonly what: 'ended'; readonly client: string }
  | {
      readonly what: 'again'
      readonly group: string
      readonly client: string
      readonly partition: string
      readonly records: number
    }
  | { readonly what: 'state'; readonly group: string; readonly state: GroupState; readonly epoch: number }
  | {
      readonly what: 'message'
      readonly group: string
      readonly api: number
      readonly id: number
      readonly from: string
      readonly to: string
      readonly isResponse: boolean
    }
)

type Open<T> = { -readonly [field in keyof T]: T[field] }

interface Draft {
  readonly group: string
  readonly phases: GroupPhase[]
  readonly lanes: Map<string, Open<OwnedSpan>[]>
  readonly marks: GroupMark[]
  readonly messages: GroupMessage[]
  readonly again: RecordsAgain[]
  /** Clients that are members now: each rebalance lets them join again. */
  readonly present: Set<string>
}

/** Stories by group, in the order in which groups were first heard of. */
export function groupStories(
  told: readonly GroupTold[],
  lagsOf: (group: string) => LagSeries[],
): GroupStory[] {
  const drafts = new Map<string, Draft>()
  for (const each of told) take(drafts, each)
  return [...drafts.values()].map((draft) => ({ ...finish(draft), lags: lagsOf(draft.group) }))
}

function take(drafts: Map<string, Draft>, told: GroupTold): void {
  if (told.what === 'ended') {
    for (const draft of drafts.values()) {
      draft.present.delete(told.client)
      endAll(draft, told.client, told.timeUs, told.event)
    }
    return
  }
  const draft = draftOf(drafts, told.group)
  const { timeUs, event } = told
  switch (told.what) {
    case 'assigned':
      laneOf(draft, told.client).push({
        partition: told.partition,
        fromUs: timeUs,
        fromEvent: event,
        toUs: null,
        toEvent: -1,
        end: null,
        epoch: told.epoch,
      })
      return
    case 'revoked':
    case 'lost':
      endSpan(laneOf(draft, told.client), told.partition, timeUs, event, told.what)
      return
    case 'joined':
    case 'left':
    case 'fenced':
      laneOf(draft, told.client)
      if (told.what !== 'joined' || !draft.present.has(told.client))
        draft.marks.push({ timeUs, event, kind: told.what, client: told.client })
      if (told.what === 'joined') draft.present.add(told.client)
      else draft.present.delete(told.client)
      return
    case 'again':
      draft.again.push({ timeUs, client: told.client, partition: told.partition, records: told.records })
      return
    case 'state':
      draft.phases.push({ fromUs: timeUs, event, state: told.state, epoch: told.epoch })
      return
    case 'message':
      draft.messages.push({
        event,
        timeUs,
        api: told.api,
        id: told.id,
        from: told.from,
        to: told.to,
        isResponse: told.isResponse,
      })
  }
}

function draftOf(drafts: Map<string, Draft>, group: string): Draft {
  const known = drafts.get(group)
  if (known !== undefined) return known
  const draft: Draft = {
    group,
    phases: [],
    lanes: new Map(),
    marks: [],
    messages: [],
    again: [],
    present: new Set(),
  }
  drafts.set(group, draft)
  return draft
}

function laneOf(draft: Draft, client: string): Open<OwnedSpan>[] {
  const known = draft.lanes.get(client)
  if (known !== undefined) return known
  const lane: Open<OwnedSpan>[] = []
  draft.lanes.set(client, lane)
  return lane
}

function endSpan(
  lane: readonly Open<OwnedSpan>[],
  partition: string,
  timeUs: number,
  event: number,
  end: NonNullable<OwnedSpan['end']>,
): void {
  let place = lane.length - 1
  while (place >= 0 && (lane[place]?.partition !== partition || lane[place]?.toUs !== null)) place -= 1
  const span = lane[place]
  if (span === undefined) return
  span.toUs = timeUs
  span.toEvent = event
  span.end = end
}

function endAll(draft: Draft, client: string, timeUs: number, event: number): void {
  const lane = draft.lanes.get(client) ?? []
  for (const span of lane) if (span.toUs === null) endSpan(lane, span.partition, timeUs, event, 'process')
}

function finish({ group, phases, lanes, marks, messages, again }: Draft): Omit<GroupStory, 'lags'> {
  const rows: MemberLane[] = [...lanes].map(([client, spans]) => ({ client, spans }))
  rows.sort((a, b) => (a.client < b.client ? -1 : 1))
  return { group, phases, lanes: rows, ...betweenOwners(rows), marks, messages, again }
}

interface Owning {
  readonly client: string
  readonly span: OwnedSpan
}

function betweenOwners(lanes: readonly MemberLane[]): Pick<GroupStory, 'gaps' | 'overlaps'> {
  const byPartition = new Map<string, Owning[]>()
  for (const { client, spans } of lanes)
    for (const span of spans) {
      const known = byPartition.get(span.partition)
      if (known === undefined) byPartition.set(span.partition, [{ client, span }])
      else known.push({ client, span })
    }
  const gaps: OwnershipGap[] = []
  const overlaps: OwnershipOverlap[] = []
  for (const [partition, owners] of byPartition) {
    owners.sort((a, b) => a.span.fromUs - b.span.fromUs || a.span.fromEvent - b.span.fromEvent)
    walkOwners(partition, owners, gaps, overlaps)
  }
  gaps.sort((a, b) => a.fromUs - b.fromUs)
  overlaps.sort((a, b) => a.fromUs - b.fromUs)
  return { gaps, overlaps }
}

/** `last`: whoever owns it longest so far. */
function walkOwners(
  partition: string,
  owners: readonly Owning[],
  gaps: OwnershipGap[],
  overlaps: OwnershipOverlap[],
): void {
  let last: Owning | null = null
  for (const owner of owners) {
    if (last !== null) {
      const endUs: number = last.span.toUs ?? Number.MAX_SAFE_INTEGER
      const { fromUs } = owner.span
      if (endUs < fromUs)
        gaps.push({ partition, from: last.client, to: owner.client, fromUs: endUs, toUs: fromUs })
      else if (endUs > fromUs && last.client !== owner.client)
        overlaps.push({
          partition,
          clients: [last.client, owner.client],
          fromUs,
          toUs: earlier(last.span.toUs, owner.span.toUs),
        })
    }
    if (last === null || isLater(owner.span.toUs, last.span.toUs)) last = owner
  }
  if (last !== null && last.span.toUs !== null)
    gaps.push({ partition, from: last.client, to: null, fromUs: last.span.toUs, toUs: null })
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null) return b
  return b === null ? a : Math.min(a, b)
}

function isLater(a: number | null, b: number | null): boolean {
  if (b === null) return false
  return a === null || a >= b
}
