// What reads an entity, writes to it through another name and reads on has read an old copy, but only if a checkpoint was taken in between: so one is, before each event.

import { expect, test } from 'vitest'
import { storm } from '../check/testing/group-storm.ts'
import { buildWorld } from '../kafka/build.ts'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import type { Setup } from '../kafka/setup.ts'
import type { Input } from '../sim/input.ts'
import { checkDenseCheckpoints } from '../sim/testing/determinism.ts'
import { provokeChaos } from './provoked.ts'
import { drawnScenario, lightProfile } from './testing/small-clusters.ts'

const SOAKS = process.env.HIGHWATER_SOAK !== undefined
const SEEDS = SOAKS ? 2_000 : 6
const TIMEOUT_MS = SOAKS ? 36_000_000 : 240_000

function withCheckpoints(setup: Setup, inputs: readonly Input[], untilUs: number): string | null {
  const list = { list: inputs, registry: INPUT_REGISTRY }
  return checkDenseCheckpoints({
    makeWorld: (options) => buildWorld(setup, options),
    inputs: list,
    untilUs,
  })
}

test(`groups in a storm do not feel how often a checkpoint is taken, from ${SEEDS} seeds`, {
  timeout: TIMEOUT_MS,
}, () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { setup, inputs, endsUs } = storm(String(seed))
    expect(withCheckpoints(setup, inputs, endsUs), `seed ${seed}`).toBeNull()
  }
})

test(`replicas in chaos do not feel how often a checkpoint is taken, from ${SEEDS} seeds`, {
  timeout: TIMEOUT_MS,
}, () => {
  for (let number = 1; number <= SEEDS; number++) {
    const seed = String(number)
    const { scenario } = provokeChaos(drawnScenario(seed), lightProfile(), seed)
    const found = withCheckpoints({ ...scenario, seed }, scenario.inputs, scenario.untilUs)
    expect(found, `seed ${seed}`).toBeNull()
  }
})
