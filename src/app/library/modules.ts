// The modules of the curriculum in its order, by the names of their folders under scenarios/; '' holds what stands in none.

import type { ScenarioCard } from '../../scenario/shipped.ts'

const ORDER: readonly string[] = [
  '',
  'anatomy',
  'produce',
  'replication',
  'failover',
  'controllers',
  'storage',
  'groups',
  'delivery',
  'transactions',
  'operations',
  'ecosystem',
  'security',
]

export interface Module {
  readonly id: string
  readonly cards: readonly ScenarioCard[]
}

/** A folder of which the curriculum knows nothing comes last. */
export function byModule(cards: readonly ScenarioCard[]): readonly Module[] {
  const others = cards.map(({ module }) => module).filter((module) => !ORDER.includes(module))
  return [...ORDER, ...new Set(others)]
    .map((id) => ({ id, cards: cards.filter(({ module }) => module === id) }))
    .filter((module) => module.cards.length > 0)
}

/** Key of its name in the catalogues. */
export function moduleKey(id: string): string {
  return `library.module.${id === '' ? 'none' : id}`
}
