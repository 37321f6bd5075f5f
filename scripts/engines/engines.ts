// What the bundled entry leaves behind.

export interface EngineTask {
  readonly scenario: string
  /** null: the scenario as it is. */
  readonly chaosSeed: number | null
}

export interface Engines {
  /** Every scenario, and so many chaos seeds of the failover. */
  readonly tasks: (chaosSeeds: number) => readonly EngineTask[]
  /** Events, trace hash and state hash at the end. */
  readonly hashOf: (task: EngineTask) => Promise<string>
}
