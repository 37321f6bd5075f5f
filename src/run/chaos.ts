// Chaos writes a list of faults from the seed before the run: two phases, faults and then healing. A random run, a lesson and a bug report
// are one format with one player.

import { brokerConfig } from '../kafka/config/resolve.ts'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import type { ClusterSetup, TopicSetup } from '../kafka/setup.ts'
import type { Heal, Trial } from '../scenario/report.ts'
import type { Scenario, ScenarioInput } from '../scenario/scenario.ts'
import type { Chance } from '../sim/chance.ts'
import { drawInt, drawShuffle, seedChance } from '../sim/chance.ts'
import { sortInputs } from '../sim/input.ts'
import type { ChaosProfile, FaultClass } from './chaos-profiles.ts'

const SECOND_US = 1_000_000
/** Faults begin when the producers have written for a while, and end before they do. */
const FAULTS_AFTER_US = 2 * SECOND_US
const FAULTS_END_BEFORE_US = 8 * SECOND_US
const HEAL_AFTER_FAULTS_US = SECOND_US
/** Nodes are started again and again, because an orderly stop may still be under way. */
const STARTED_AGAIN_US: readonly number[] = [4, 9, 20, 45, 90].map((seconds) => seconds * SECOND_US)
/** Room is left for the mending in what a report may hold. */
const FAULT_INPUTS_MAX = 600
/** A healed cluster must have come to rest after so long: two delivery timeouts. */
const CONVERGES_WITHIN_US = 240 * SECOND_US

export interface ChaosPlan extends Trial {
  readonly heal: Heal
  /** Classes that the swarm left out this time. */
  readonly omitted: readonly string[]
}

/** Same scenario, profile and seed, same plan. */
export function planChaos(
  scenario: Scenario,
  profile: ChaosProfile,
  seed: string,
  plants: readonly string[] = [],
): ChaosPlan {
  const chance = seedChance(seed, `chaos/${profile.id}`)
  const producers = scenario.clients.filter((client) => client.kind === 'producer')
  const startUs = Math.min(...producers.map(({ fromUs }) => fromUs), 2 * SECOND_US)
  const window: Window = {
    fromUs: startUs + FAULTS_AFTER_US,
    toUs: startUs + profile.producesForUs - FAULTS_END_BEFORE_US,
  }
  const healUs = window.toUs + HEAL_AFTER_FAULTS_US
  const { kept, omitted } = swarm(chance, profile)
  const faults = drawFaults(chance, scenario, profile, kept, window, healUs)
  const others = scenario.inputs.filter((input) => !isFault(input))
  const heal = { fromUs: healUs, byUs: healUs + CONVERGES_WITHIN_US }
  const clients = scenario.clients.map((client) =>
    client.kind === 'producer'
      ? { ...client, ratePerSecond: profile.ratePerSecond, toUs: client.fromUs + profile.producesForUs }
      : client,
  )
  return {
    scenario: {
      ...scenario,
      clients,
      inputs: sortInputs([...others, ...faults, ...mends(scenario.cluster, faults, healUs)]),
      untilUs: heal.byUs,
      // What the author expected, and told, is about the run without chaos.
      expectations: [],
      lesson: [],
    },
    seed,
    plants,
    heal,
    omitted,
  }
}

interface Window {
  readonly fromUs: number
  readonly toUs: number
}

interface Weighted {
  readonly of: FaultClass
  readonly weight: number
}

/** Each class is left out with even chance, the others get a weight from 1 to 100: runs that lack a fault find what runs with all of them hide. */
export function swarm(chance: Chance, profile: ChaosProfile): { kept: Weighted[]; omitted: string[] } {
  const kept: Weighted[] = []
  const omitted: string[] = []
  for (const of of profile.classes) {
    const weight = 1 + drawInt(chance, 100)
    if (drawInt(chance, 2) === 0) omitted.push(of.id)
    else kept.push({ of, weight })
  }
  const only = drawInt(chance, profile.classes.length)
  const [left] = omitted.splice(only, kept.length === 0 ? 1 : 0)
  if (left !== undefined) kept.push({ of: profile.classes[only] as FaultClass, weight: 1 })
  return { kept, omitted }
}

function drawFaults(
  chance: Chance,
  scenario: Scenario,
  profile: ChaosProfile,
  kept: readonly Weighted[],
  window: Window,
  healUs: number,
): ScenarioInput[] {
  const hosts = hostsOf(scenario)
  const budget = powerBudget(scenario, profile)
  const unpowered: string[] = []
  const faults: ScenarioInput[] = []
  const count = profile.faultsMin + drawInt(chance, profile.faultsMax - profile.faultsMin + 1)
  for (let i = 0; i < count; i++) {
    const { fault, on } = drawClass(chance, kept)
    const span = Math.max(1, Math.floor((window.toUs - window.fromUs) / 100))
    const timeUs = window.fromUs + 100 * drawInt(chance, span)
    const lastsUs =
      1_000 + 1_000 * drawInt(chance, (drawInt(chance, 2) === 0 ? profile.shortUs : profile.longUs) / 1_000)
    const order = hosts[on].slice()
    drawShuffle(chance, order)
    const node = order[0]
    if (node === undefined) continue
    if (fault === 'power-loss' && !unpowered.includes(node)) {
      if (unpowered.length >= budget) continue
      unpowered.push(node)
    }
    const sides = fault === 'split' ? 1 + drawInt(chance, Math.max(1, order.length - 1)) : 0
    const mendUs = timeUs + lastsUs
    const done = deeds(fault, order, sides)
    if (faults.length + 2 * done.length > FAULT_INPUTS_MAX) continue
    for (const { input, mend, args } of done) {
      faults.push({ timeUs, after: 0, input, args })
      if (mendUs < healUs) faults.push({ timeUs: mendUs, after: 0, input: mend, args })
    }
  }
  return faults
}

export function drawClass(chance: Chance, kept: readonly Weighted[]): FaultClass {
  let total = 0
  for (const { weight } of kept) total += weight
  let at = drawInt(chance, total)
  for (const { of, weight } of kept) {
    if (at < weight) return of
    at -= weight
  }
  return (kept[kept.length - 1] as Weighted).of
}

interface Deed {
  readonly input: string
  readonly mend: string
  readonly args: { readonly [field: string]: string }
}

/** Inputs of one fault on the first of the hosts; a split parts the first `sides` of them from the rest. */
export function deeds(fault: FaultClass['fault'], order: readonly string[], sides: number): Deed[] {
  const node = order[0] as string
  switch (fault) {
    case 'kill':
    case 'power-loss':
    case 'stop':
      return [{ input: fault, mend: 'start', args: { node } }]
    case 'pause':
      return [{ input: 'pause', mend: 'resume', args: { node } }]
    case 'cut-off':
      return [{ input: 'cut-off', mend: 'reconnect', args: { node } }]
    case 'cut-link':
      return order.slice(1, 2).map((to) => cut(node, to))
    case 'split':
      return order
        .slice(0, sides)
        .flatMap((here) => order.slice(sides).flatMap((there) => [cut(here, there), cut(there, here)]))
  }
}

function cut(from: string, to: string): Deed {
  return { input: 'cut-link', mend: 'heal-link', args: { from, to } }
}

export function hostsOf(scenario: Scenario): { readonly [On in FaultClass['on']]: readonly string[] } {
  const broker = scenario.cluster.brokers.map(({ id }) => String(id))
  const controller = scenario.cluster.controllers.map(String)
  const nodes = [...new Set([...broker, ...controller])]
  return { broker, controller, host: [...nodes, ...scenario.clients.map(({ id }) => id)] }
}

/** On so many machines the page cache may be lost without a committed record being lost. */
export function powerBudget(scenario: Scenario, profile: ChaosProfile): number {
  switch (profile.powerLosses) {
    case 'none':
      return 0
    case 'any':
      return Number.MAX_SAFE_INTEGER
    case 'below-min-isr':
      return Math.min(...scenario.topics.map((topic) => minIsr(topic, scenario.cluster)), 2) - 1
  }
}

function minIsr(topic: TopicSetup, cluster: ClusterSetup): number {
  const own = topic.config['min.insync.replicas']
  const least = own === undefined ? brokerConfig(cluster.config).minInsyncReplicas : Number(own)
  return Math.min(least, topic.replicationFactor)
}

function isFault(input: ScenarioInput): boolean {
  const family = INPUT_REGISTRY.get(input.input)?.family
  return family === 'life' || family === 'network'
}

/** Mends whatever may be broken, and only that. */
export function mends(
  cluster: ClusterSetup,
  faults: readonly ScenarioInput[],
  healUs: number,
): ScenarioInput[] {
  const nodes = [...new Set([...cluster.controllers, ...cluster.brokers.map(({ id }) => id)])].map(String)
  const isCut = faults.some(({ input }) => input === 'cut-link' || input === 'cut-off')
  const found: ScenarioInput[] = []
  for (const node of nodes) {
    const did = (...ids: string[]): boolean =>
      faults.some(({ input, args }) => ids.includes(input) && args.node === node)
    const mend = (input: string, afterUs = 0): void => {
      found.push({ timeUs: healUs + afterUs, after: 0, input, args: { node } })
    }
    // A cut link is whole again when either end is connected again.
    if (isCut) mend('reconnect')
    if (did('pause')) mend('resume')
    if (did('kill', 'power-loss', 'stop')) mend('start')
    if (did('stop')) for (const afterUs of STARTED_AGAIN_US) mend('start', afterUs)
  }
  return found
}
