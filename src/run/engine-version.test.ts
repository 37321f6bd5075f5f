import { expect, test } from 'vitest'
import { input, runFailover } from '../check/testing/failover.ts'
import { hashText } from '../sim/hash.ts'
import { stateHash } from '../sim/world.ts'
import { ENGINE_VERSION } from './engine-version.ts'

/** What this version of the engine makes of a small failover. When the hashes move, raise ENGINE_VERSION and write the new ones here. */
const GOLDEN = { version: 3, trace: '73c72d54a043943d', state: 'fdfa4e3d94fba9d9' }

test('the version of the engine moves when its golden hash moves: reports of old versions then say so', () => {
  const { world } = runFailover({
    seed: '7',
    inputs: [input(4.003, 'kill', { node: '1' }), input(12, 'start', { node: '1' })],
    untilUs: 20_000_000,
  })
  expect({
    version: ENGINE_VERSION,
    trace: hashText(world.traceHash),
    state: hashText(stateHash(world)),
  }).toEqual(GOLDEN)
})
