// The lanes of the space-time lens: controllers, brokers, clients; and when each of them did not run.

import type { Node } from '../kafka/node.ts'
import type { FactKind } from '../sim/facts.ts'
import {
  PROCESS_KILLED,
  PROCESS_PAUSED,
  PROCESS_POWER_LOST,
  PROCESS_RESUMED,
  PROCESS_STARTED,
  PROCESS_STOPPED,
} from '../sim/facts.ts'
import type { Process } from '../sim/process.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'
import type { DownRow, LaneRow } from './spacetime-rows.ts'
import type { Timeline } from './timeline.ts'

const KINDS: readonly LaneRow['kind'][] = ['controller', 'broker', 'client']

export interface Lanes {
  readonly rows: readonly LaneRow[]
  /** Lane by slot of the process; −1 for one that is left out. */
  readonly ofSlot: ReadonlyMap<number, number>
  readonly ofName: ReadonlyMap<string, number>
}

export function lanesOf(world: World, hidden: readonly string[]): Lanes {
  const found: { readonly row: LaneRow; readonly slot: number }[] = []
  for (const entity of world.tables.entities) {
    if (entity.kind !== 'process') continue
    const { name, slot } = entity as Process
    if (!hidden.includes(name)) found.push({ row: laneRow(world, name), slot })
  }
  found.sort((a, b) => KINDS.indexOf(a.row.kind) - KINDS.indexOf(b.row.kind) || a.slot - b.slot)
  return {
    rows: found.map(({ row }) => row),
    ofSlot: new Map(found.map(({ slot }, lane) => [slot, lane])),
    ofName: new Map(found.map(({ row }, lane) => [row.name, lane])),
  }
}

/** Every process there is, whatever is left out. */
export function laneRows(world: World): readonly LaneRow[] {
  return lanesOf(world, []).rows
}

function laneRow(world: World, name: string): LaneRow {
  const node = find(world, `node:${name}`) as Node | null
  const kind = node === null ? 'client' : node.isBroker ? 'broker' : 'controller'
  return { address: `${kind}:${name}`, name, kind }
}

const ENDS: readonly (readonly [FactKind, DownRow['how']])[] = [
  [PROCESS_KILLED, 'dead'],
  [PROCESS_POWER_LOST, 'dead'],
  [PROCESS_STOPPED, 'stopped'],
  [PROCESS_PAUSED, 'paused'],
]

export function downRows(
  lanes: Lanes,
  told: Timeline['told'],
  fromUs: number,
  toUs: number,
): readonly DownRow[] {
  const open = new Map<number, DownRow>()
  const rows: DownRow[] = []
  const close = (lane: number, timeUs: number) => {
    const row = open.get(lane)
    open.delete(lane)
    if (row !== undefined && timeUs > fromUs && row.fromUs < toUs)
      rows.push({ ...row, toUs: Math.min(timeUs, toUs) })
  }
  for (const { event, timeUs, row } of told) {
    if (timeUs > toUs) break
    const lane = lanes.ofSlot.get(row.subject)
    if (lane === undefined) continue
    const how = ENDS.find(([kind]) => kind === row.kind)?.[1]
    if (how !== undefined) {
      close(lane, timeUs)
      open.set(lane, { lane, fromUs: timeUs, toUs, event, how })
    } else if (row.kind === PROCESS_STARTED || row.kind === PROCESS_RESUMED) close(lane, timeUs)
  }
  for (const lane of [...open.keys()]) close(lane, toUs)
  return rows
}
