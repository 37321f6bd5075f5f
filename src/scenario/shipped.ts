// A scenario that ships with the page, before it is loaded. The list is `SHIPPED` of `virtual:scenarios`, made at build time.

import type { Scenario, Words } from './scenario.ts'

export interface ShippedScenario {
  readonly id: string
  /** Folder of the curriculum, '' for none. */
  readonly module: string
  readonly title: Words
  readonly summary: Words
  readonly load: () => Promise<Scenario>
}
