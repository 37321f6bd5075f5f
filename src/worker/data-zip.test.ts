import { unzipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Run } from '../run/run.ts'
import type { World } from '../sim/world.ts'
import { logBatchRow } from '../view/log-bytes.ts'
import { filesOf } from '../view/log-files.ts'
import { FAILOVER, failoverRun, worldAt } from '../view/testing/failover-run.ts'
import { filesToPack, zipOf } from './data-zip.ts'

const AT_US = 4_000_000

let run: Run

beforeAll(() => {
  run = failoverRun(AT_US)
})

function packed(world: World, nodes: readonly number[]) {
  const files = filesToPack(world, nodes)
  if ('codec' in files) throw new Error('there are no bytes')
  return files
}

describe('a zip of data directories', () => {
  it('holds every file of each broker, byte for byte, zeros to the end of those that have their size beforehand', async () => {
    const world = worldAt(run, AT_US)
    const files = packed(world, [1, 3])
    const unzipped = unzipSync(await zipOf(files, () => Promise.resolve()))
    const expected = [1, 3].flatMap((node) => filesOf(world, node).map((file) => ({ ...file, node })))
    expect(Object.keys(unzipped).sort()).toEqual(
      expected.map(({ node, path }) => `broker-${node}/${path}`).sort(),
    )
    for (const { node, path, sizeBytes, bytes } of expected) {
      const found = unzipped[`broker-${node}/${path}`]
      const wanted = bytes()
      expect([path, found?.length]).toEqual([path, sizeBytes])
      expect(found?.subarray(0, wanted.length).every((byte, at) => byte === wanted[at])).toBe(true)
      expect(found?.subarray(wanted.length).every((byte) => byte === 0)).toBe(true)
    }
    expect(expected.some(({ path, sizeBytes }) => path.endsWith('.log') && sizeBytes > 1_000)).toBe(true)
  })

  it('lets others have their turn between files', async () => {
    let turns = 0
    const files = packed(worldAt(run, AT_US), [2])
    await zipOf(files, async () => {
      turns += 1
    })
    expect(turns).toBe(files.length)
  })

  it('is refused with the place of a batch of which only the size is known', () => {
    const setup = {
      ...FAILOVER,
      clients: FAILOVER.clients.map((client) =>
        client.kind === 'producer' ? { ...client, config: { 'compression.type': 'zstd' } } : client,
      ),
    }
    const world = worldAt(failoverRun(AT_US, [], setup), AT_US)
    expect(filesToPack(world, [2])).toEqual({ node: 2, partition: 'orders-0', baseOffset: 0, codec: 'zstd' })
    const row = logBatchRow(world, { partition: 'orders-0', node: 2, offset: 0 })
    expect([row?.codec, row?.bytes.length, row?.fields]).toEqual(['zstd', 0, []])
    expect(row?.sizeBytes).toBeGreaterThan(61)
  })
})
