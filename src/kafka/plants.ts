// Planted bugs: each breaks one rule of the engine, so that tests can see an invariant trip. None is ever on outside of a test.

import type { World } from '../sim/world.ts'

export interface Plant {
  readonly id: 'answer-before-commit' | 'leads-unelected' | 'divergence-ignored'
  /** The invariant that must trip, and what the bug does. */
  readonly trips: string
  readonly breaks: string
}

export const PLANTS: readonly Plant[] = [
  {
    id: 'answer-before-commit',
    trips: 'acknowledged-survives',
    breaks: 'a leader answers acks=all after its own append, before the records are committed',
  },
  {
    id: 'leads-unelected',
    trips: 'one-leader-per-epoch',
    breaks: 'the first replica of a partition leads whoever was elected',
  },
  {
    id: 'divergence-ignored',
    trips: 'logs-agree',
    breaks: 'a follower whose log parts from the leader keeps its tail and appends behind it',
  },
]

export function isPlanted(world: World, id: Plant['id']): boolean {
  return world.options.plants.includes(id)
}
