// What the build makes of scenarios/: see vite-plugins/scenarios.ts.

declare module 'virtual:scenarios' {
  export const SHIPPED: readonly import('./shipped.ts').ShippedScenario[]
}

declare module 'virtual:scenario-cards' {
  export const CARDS: readonly import('./shipped.ts').ScenarioCard[]
}
