// A plan under way in the engine: what it has noted so far, and the steps that wait for something.

import type { Input } from '../../src/sim/input.ts'
import type { World } from '../../src/sim/world.ts'
import type { LogFacts } from './log-facts.ts'
import type { Plan, Seek } from './plan.ts'
import type { ProduceRun } from './produce-step.ts'
import type { Json } from './recording.ts'

export interface Noted {
  readonly timeUs: number
  readonly code: number
  /** Name of the process it is about. */
  readonly who: string
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
}

export interface Replay {
  readonly world: World
  readonly plan: Plan
  readonly noted: readonly Noted[]
  /** Results of steps by id, as the recorder tells them. */
  readonly results: ReadonlyMap<string, Json>
  readonly produced: readonly ProduceRun[]
  readonly snapshots: ReadonlyMap<string, LogFacts>
  /** Groups by their ids, at the same moments. */
  readonly groups: ReadonlyMap<string, ReadonlyMap<string, Json>>
}

export interface Driver {
  readonly world: World
  readonly plan: Plan
  readonly inputs: Input[]
  readonly noted: Noted[]
  readonly results: Map<string, Json>
  readonly produced: ProduceRun[]
  readonly snapshots: Map<string, LogFacts>
  readonly groups: Map<string, ReadonlyMap<string, Json>>
  /** What has come of `read` steps, by their consumer. */
  readonly reads: Map<string, Read>
  /** `commit` steps by the client that commits. */
  readonly commits: Map<string, string>
  /** Steps that asked something of the cluster, by the operation of the admin client. */
  readonly asking: Map<number, string>
  /** `create-topic` step that waits for its answer. */
  creating: { readonly step: string; readonly topic: string } | null
  /** Which node was the active controller when a step last named it so. */
  active: string
}

export interface Read {
  readonly step: string
  /** Where it is to begin; null once it does, or when its group or the reset policy say where. */
  seek: Seek | null
  readonly rows: Json[]
  position: number
  failed: string | null
}

/** Has an input done right after the present event. */
export function soon(driver: Driver, input: string, place: number): void {
  const { world } = driver
  const next: Input = { timeUs: world.nowUs, after: world.instantEvents, input, args: { place } }
  driver.inputs.splice(world.inputsTaken, 0, next)
}
