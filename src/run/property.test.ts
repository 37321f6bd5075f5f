// The property test of replication: clusters of three to seven nodes, faults at random and right after what they hit hardest.

import { describe, expect, it } from 'vitest'
import { provokeChaos } from './provoked.ts'
import { drawnScenario, lightProfile } from './testing/small-clusters.ts'
import { runTrial } from './trial.ts'

const SOAKS = process.env.HIGHWATER_SOAK !== undefined
const SEEDS = SOAKS ? 100_000 : 40

describe('whatever happens to a cluster', () => {
  it(`its promises are kept or void, and it comes to rest when all is mended (${SEEDS} seeds)`, {
    timeout: SOAKS ? 86_400_000 : 240_000,
  }, () => {
    const failures: string[] = []
    const counts = { kept: 0, void: 0, violated: 0 }
    let nodes = 0
    for (let seed = 1; seed <= SEEDS; seed++) {
      const scenario = drawnScenario(String(seed))
      const { failure, verdicts } = runTrial(provokeChaos(scenario, lightProfile(), String(seed)))
      for (const { verdict } of verdicts) counts[verdict] += 1
      const { controllers, brokers } = scenario.cluster
      const size = new Set([...controllers, ...brokers.map(({ id }) => id)]).size
      expect(size >= 3 && size <= 7, `seed ${seed} has ${size} nodes`).toBe(true)
      nodes += size
      if (failure !== null) failures.push(`seed ${seed}: ${failure.id} ${failure.about} ${failure.detail}`)
    }
    expect(failures).toEqual([])
    // Most runs stay within what is promised, and clusters differ.
    expect(counts.kept).toBeGreaterThan(5 * counts.void)
    expect(nodes / SEEDS).toBeGreaterThan(3)
  })
})
