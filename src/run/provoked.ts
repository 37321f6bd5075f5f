// Faults that strike when it matters: right after an election, a change of the ISR, a fencing or unfencing, a truncation. A first run of the world shows when that
// is, and what is drawn then is an input like any other: the list that comes of it is a scenario that replays by itself.

import { BECAME_LEADER, ISR_CHANGED, TRUNCATED } from '../kafka/broker/facts.ts'
import {
  BROKER_FENCED,
  BROKER_REGISTERED,
  BROKER_UNFENCED,
  CONTROLLER_CLAIMED,
} from '../kafka/controller/facts.ts'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import type { Scenario, ScenarioInput } from '../scenario/scenario.ts'
import type { Chance } from '../sim/chance.ts'
import { drawInt, drawShuffle, seedChance } from '../sim/chance.ts'
import { sortInputs } from '../sim/input.ts'
import type { Process } from '../sim/process.ts'
import { step } from '../sim/step.ts'
import { createScratchRecorder } from '../sim/trace.ts'
import type { World } from '../sim/world.ts'
import { at } from '../sim/world.ts'
import type { ChaosPlan } from './chaos.ts'
import { deeds, drawClass, hostsOf, mends, planChaos, powerBudget, swarm } from './chaos.ts'
import type { ChaosProfile } from './chaos-profiles.ts'
import { worldOf } from './trial.ts'

/** What provokes a fault, and how often one in so many does. */
const PROVOKING: ReadonlyMap<number, number> = new Map([
  [BECAME_LEADER.code, 3],
  [ISR_CHANGED.code, 6],
  [TRUNCATED.code, 2],
  [BROKER_FENCED.code, 2],
  [BROKER_UNFENCED.code, 3],
  [BROKER_REGISTERED.code, 3],
  [CONTROLLER_CLAIMED.code, 3],
])
/** How long after it, at most: before anybody has heard of it, and ever later. */
const DELAYS_US: readonly number[] = [100, 2_000, 20_000, 200_000, 2_000_000]

/** The plan of a profile with faults that its own run provokes. Same scenario, profile and seed, same plan. */
export function provokeChaos(
  scenario: Scenario,
  profile: ChaosProfile,
  seed: string,
  plants: readonly string[] = [],
): ChaosPlan {
  const plan = planChaos(scenario, profile, seed, plants)
  const { inputs } = plan.scenario
  // Mended are all together, the provoked ones too.
  const planned = inputs.filter(({ timeUs }) => timeUs < plan.heal.fromUs)
  const provocation: Provocation = {
    chance: seedChance(seed, `provoked/${profile.id}`),
    scenario: plan.scenario,
    profile,
    kept: swarm(seedChance(seed, `provoked-swarm/${profile.id}`), profile).kept,
    list: [...planned],
    unpowered: nodesWithout(planned),
    left: profile.provokedMax,
    healUs: plan.heal.fromUs,
  }
  watch(worldOf(plan), provocation)
  const mended = mends(scenario.cluster, provocation.list, plan.heal.fromUs)
  return {
    ...plan,
    scenario: { ...plan.scenario, inputs: sortInputs([...provocation.list, ...mended]) },
  }
}

interface Provocation {
  readonly chance: Chance
  readonly scenario: Scenario
  readonly profile: ChaosProfile
  readonly kept: ReturnType<typeof swarm>['kept']
  /** Sorted; what lies ahead is still to be taken. */
  readonly list: ScenarioInput[]
  readonly unpowered: string[]
  left: number
  readonly healUs: number
}

function watch(world: World, provocation: Provocation): void {
  const recorder = createScratchRecorder(0)
  world.recorder = recorder
  const inputs = { list: provocation.list, registry: INPUT_REGISTRY }
  const fromUs = Math.min(...provocation.scenario.clients.map((client) => client.fromUs))
  while (provocation.left > 0 && step(world, inputs, provocation.healUs - 1)) {
    if (world.nowUs < fromUs) continue
    const { chunk } = recorder
    const first = chunk.firstRow[world.event - chunk.firstEvent] as number
    for (let row = first; row < chunk.rows; row++) {
      const oneIn = PROVOKING.get(chunk.kind[row] as number)
      if (oneIn === undefined || drawInt(provocation.chance, oneIn) > 0) continue
      provoke(world, provocation, (at(world, chunk.subject[row] as number) as Process).name)
      break
    }
  }
}

/** On the one that it happened to, more often than not. */
function provoke(world: World, provocation: Provocation, victim: string): void {
  const { chance, profile, scenario, list, unpowered, healUs } = provocation
  const { fault, on } = drawClass(chance, provocation.kept)
  const delayUs = 1 + drawInt(chance, DELAYS_US[drawInt(chance, DELAYS_US.length)] as number)
  const longestUs = drawInt(chance, 2) === 0 ? profile.shortUs : profile.longUs
  const lastsUs = 1_000 + 1_000 * drawInt(chance, longestUs / 1_000)
  const order = hostsOf(scenario)[on].slice()
  drawShuffle(chance, order)
  const place = order.indexOf(victim)
  if (place > 0 && drawInt(chance, 3) > 0) order.splice(0, 0, ...order.splice(place, 1))
  const sides = fault === 'split' ? 1 + drawInt(chance, Math.max(1, order.length - 1)) : 0
  const node = order[0]
  const timeUs = world.nowUs + delayUs
  if (node === undefined || timeUs >= healUs) return
  if (fault === 'power-loss' && !unpowered.includes(node)) {
    if (unpowered.length >= powerBudget(scenario, profile)) return
    unpowered.push(node)
  }
  provocation.left -= 1
  const mendUs = timeUs + lastsUs
  for (const { input, mend, args } of deeds(fault, order, sides)) {
    insert(list, world.inputsTaken, { timeUs, after: 0, input, args })
    if (mendUs < healUs) insert(list, world.inputsTaken, { timeUs: mendUs, after: 0, input: mend, args })
  }
}

/** After all of its moment. */
function insert(list: ScenarioInput[], from: number, input: ScenarioInput): void {
  let place = from
  while (place < list.length && (list[place] as ScenarioInput).timeUs <= input.timeUs) place += 1
  list.splice(place, 0, input)
}

function nodesWithout(inputs: readonly ScenarioInput[]): string[] {
  const nodes: string[] = []
  for (const { input, args } of inputs) {
    const node = String(args.node)
    if (input === 'power-loss' && !nodes.includes(node)) nodes.push(node)
  }
  return nodes
}
