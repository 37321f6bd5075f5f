// Where the bars of a group's lanes lie: each member's lane has a row for every partition it holds at a time; a gap lies in the lane of whoever takes the partition next.

import type { GroupStory, OwnedSpan, OwnershipGap } from '../../view/group-rows.ts'

export interface LaneBar {
  readonly partition: string
  readonly fromUs: number
  readonly toUs: number | null
  readonly row: number
  /** null: a gap, nobody owns it. */
  readonly span: OwnedSpan | null
}

export interface LaneLayout {
  readonly client: string
  readonly bars: readonly LaneBar[]
  /** At least 1. */
  readonly rows: number
}

const FOR_EVER = Number.MAX_SAFE_INTEGER

export function laneLayouts(story: GroupStory): LaneLayout[] {
  return story.lanes.map(({ client, spans }) => {
    const gaps = story.gaps.filter((gap) => (gap.to ?? gap.from) === client)
    const bars = placeBars([...spans.map(ownedBar), ...gaps.map(gapBar)])
    const rows = bars.reduce((most, bar) => Math.max(most, bar.row + 1), 1)
    return { client, bars, rows }
  })
}

type Unplaced = Omit<LaneBar, 'row'>

function ownedBar(span: OwnedSpan): Unplaced {
  return { partition: span.partition, fromUs: span.fromUs, toUs: span.toUs, span }
}

function gapBar(gap: OwnershipGap): Unplaced {
  return { partition: gap.partition, fromUs: gap.fromUs, toUs: gap.toUs, span: null }
}

/** A partition keeps its row as long as it can, so that an eager rebalance that changes nothing looks like nothing changed. */
function placeBars(bars: readonly Unplaced[]): LaneBar[] {
  const ordered = [...bars].sort((a, b) => a.fromUs - b.fromUs || (a.partition < b.partition ? -1 : 1))
  const freeFromUs: number[] = []
  const homes = new Map<string, number>()
  return ordered.map((bar) => {
    const home = homes.get(bar.partition)
    let row = home !== undefined && (freeFromUs[home] ?? 0) <= bar.fromUs ? home : -1
    if (row < 0) row = freeFromUs.findIndex((freeUs) => freeUs <= bar.fromUs)
    if (row < 0) row = freeFromUs.length
    freeFromUs[row] = bar.toUs ?? FOR_EVER
    homes.set(bar.partition, row)
    return { ...bar, row }
  })
}

export interface GapFigures {
  /** Partitions that stood still at some time in the window. */
  readonly stopped: number
  /** null: none ended within the window. */
  readonly longestUs: number | null
  /** Partitions that passed from one client to another. */
  readonly moved: number
  /** Records that were processed again. */
  readonly again: number
}

/** What the rebalances between two moments cost; an open gap counts up to the end. */
export function gapFigures(story: GroupStory, fromUs: number, toUs: number): GapFigures {
  const within = story.gaps.filter((gap) => gap.fromUs >= fromUs && gap.fromUs <= toUs)
  const longestUs = within.reduce(
    (most, gap) => Math.max(most, Math.min(gap.toUs ?? toUs, toUs) - gap.fromUs),
    -1,
  )
  return {
    stopped: new Set(within.map((gap) => gap.partition)).size,
    longestUs: longestUs < 0 ? null : longestUs,
    again: story.again
      .filter((each) => each.timeUs >= fromUs && each.timeUs <= toUs)
      .reduce((sum, each) => sum + each.records, 0),
    moved: within.filter((gap) => gap.to !== null && gap.to !== gap.from).length,
  }
}
