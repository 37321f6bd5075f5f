// A scenario that ships with the page, before it is loaded: what the worker knows of it, and what a reader chooses it by. The lists are made at
// build time (`vite-plugins/scenarios.ts`): `SHIPPED` of `virtual:scenarios`, and `CARDS` of `virtual:scenario-cards`, for whoever shows them.

import type { Scenario, Words } from './scenario.ts'

export interface ShippedScenario {
  readonly id: string
  readonly load: () => Promise<Scenario>
}

export interface ScenarioCard {
  readonly id: string
  /** Folder of the curriculum, '' for none. */
  readonly module: string
  readonly title: Words
  readonly summary: Words
  readonly seed: string
  readonly untilUs: number
}
