// A node of the cluster: one process that is a broker, a controller or both, and where its parts lie. What is on its disk outlives the process; the rest does not.

import { assert } from '../sim/assert.ts'
import { numberedFinder } from '../sim/finders.ts'
import type { Process } from '../sim/process.ts'
import type { Entity } from '../sim/tables.ts'
import type { Sealed } from '../sim/tree.ts'
import type { World } from '../sim/world.ts'
import { at } from '../sim/world.ts'
import type { BrokerConfig } from './config/resolve.ts'
import type { Rules } from './rules/rules.ts'
import type { FeatureLevels } from './setup.ts'

export interface Node extends Entity {
  readonly kind: 'node'
  readonly id: number
  readonly processSlot: number
  readonly isBroker: boolean
  readonly isController: boolean
  readonly rack: string | null
  readonly config: BrokerConfig & Sealed
  /** What Kafka does in the release that is shown. */
  readonly rules: Rules
  /** Feature levels given when the cluster was formatted, where not the release's own. */
  readonly features?: FeatureLevels
  /** Memory of its machine that holds pages of files; absent: more than enough. */
  readonly pageCacheBytes?: number
  /** Node ids of the quorum's voters, ascending. */
  readonly voters: readonly number[]
  /** Ids of all brokers of the setup, ascending. */
  readonly brokers: readonly number[]
}

const findByProcess = numberedFinder((process: Readonly<Process>) => `node:${process.name}`)
const findById = numberedFinder((id: number) => `node:${id}`)

/** null: the process is a client. */
export function nodeAtProcess(world: World, process: Readonly<Process>): Node | null {
  return findByProcess(world.tables, process.slot, process) as Node | null
}

function found(node: Entity | null): Node {
  assert(node !== null, 'a node that is not there')
  return node as Node
}

/** `node:<id>`; the process has the id as its name. */
export function nodeOf(world: World, process: Readonly<Process>): Node {
  return found(nodeAtProcess(world, process))
}

export function nodeById(world: World, id: number): Node {
  return found(findById(world.tables, id, id))
}

export function processOf(world: World, node: Readonly<Node>): Process {
  return at(world, node.processSlot) as Process
}
