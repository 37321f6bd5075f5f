// One scenario under three ways to rebalance: eager, cooperative, KIP-848. Seed, topics and inputs stay; only what the consumers ask for changes.

import { buildWorld } from '../kafka/build.ts'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import type { ClientSetup, Setup } from '../kafka/setup.ts'
import type { Input } from '../sim/input.ts'
import { step } from '../sim/step.ts'
import { createScratchRecorder } from '../sim/trace.ts'
import type { World } from '../sim/world.ts'
import type { GroupStory } from '../view/group-rows.ts'
import { feedGroupLog, newGroupLog, storiesOf } from '../view/group-told.ts'
import type { Turns } from './compute-ahead.ts'

export type Variant = 'eager' | 'cooperative' | 'consumer'

export interface ProtocolStory {
  readonly variant: Variant
  readonly stories: readonly GroupStory[]
}

const VARIANTS: readonly {
  readonly variant: Variant
  readonly config: { readonly [name: string]: string }
}[] = [
  { variant: 'eager', config: { 'group.protocol': 'classic', 'partition.assignment.strategy': 'range' } },
  {
    variant: 'cooperative',
    config: { 'group.protocol': 'classic', 'partition.assignment.strategy': 'cooperative-sticky' },
  },
  { variant: 'consumer', config: { 'group.protocol': 'consumer' } },
]

/** What only the classic protocol takes: KIP-848 leaves these to the broker. */
const CLASSIC_ONLY: readonly string[] = [
  'partition.assignment.strategy',
  'session.timeout.ms',
  'heartbeat.interval.ms',
]
const CONSUMER_ONLY: readonly string[] = ['group.remote.assignor']

export function underVariant(setup: Setup, variant: Variant): Setup {
  const { config } = VARIANTS.find((each) => each.variant === variant) as (typeof VARIANTS)[number]
  const dropped = variant === 'consumer' ? CLASSIC_ONLY : CONSUMER_ONLY
  return { ...setup, clients: setup.clients.map((client) => inGroup(client, dropped, config)) }
}

function inGroup(
  client: ClientSetup,
  dropped: readonly string[],
  config: { readonly [name: string]: string },
): ClientSetup {
  if (client.kind !== 'consumer' || client.subscribe === undefined) return client
  const kept = Object.entries(client.config).filter(([name]) => !dropped.includes(name))
  return { ...client, config: { ...Object.fromEntries(kept), ...config } }
}

const EVENTS_PER_TURN = 4_096

/** Lets others be answered between two turns. */
export async function protocolStories(
  setup: Setup,
  inputs: readonly Input[],
  untilUs: number,
  turns: Turns,
): Promise<ProtocolStory[]> {
  const found: ProtocolStory[] = []
  for (const { variant } of VARIANTS) {
    const world = buildWorld(underVariant(setup, variant))
    found.push({ variant, stories: await storyOf(world, inputs, untilUs, turns) })
  }
  return found
}

async function storyOf(
  world: World,
  list: readonly Input[],
  untilUs: number,
  turns: Turns,
): Promise<readonly GroupStory[]> {
  const log = newGroupLog()
  const recorder = createScratchRecorder(0)
  world.recorder = recorder
  const inputs = { list, registry: INPUT_REGISTRY }
  let events = 0
  while (step(world, inputs, untilUs)) {
    feedGroupLog(log, world, recorder.chunk)
    events += 1
    if (events % EVENTS_PER_TURN === 0) await new Promise<void>((resolve) => turns.soon(resolve))
  }
  return storiesOf(log, untilUs)
}
