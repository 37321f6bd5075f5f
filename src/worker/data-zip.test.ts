import { unzipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Run } from '../run/run.ts'
import { filesOf } from '../view/log-files.ts'
import { failoverRun, worldAt } from '../view/testing.ts'
import { filesToPack, zipOf } from './data-zip.ts'

const AT_US = 4_000_000

let run: Run

beforeAll(() => {
  run = failoverRun(AT_US)
})

describe('a zip of data directories', () => {
  it('holds every file of each broker, byte for byte, zeros to the end of those that have their size beforehand', async () => {
    const world = worldAt(run, AT_US)
    const files = filesToPack(world, [1, 3])
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
    const files = filesToPack(worldAt(run, AT_US), [2])
    await zipOf(files, async () => {
      turns += 1
    })
    expect(turns).toBe(files.length)
  })
})
