import { SHIPPED } from 'virtual:scenarios'
import { describe, expect, test } from 'vitest'
import type { Beside } from './compare-tools.ts'
import type { OpenSource, RunHost } from './protocol.ts'
import { makeHost } from './testing/shipped-host.ts'

const SOURCE = { kind: 'shipped', id: 'first-minute' } as const
const STAGE = { run: 'stage', branch: 0 } as const
const BESIDE = { run: 'beside', branch: 0 } as const

async function opened(source: OpenSource = SOURCE): Promise<RunHost> {
  const host = makeHost(SHIPPED)
  const info = await host.open(source)
  if ('kind' in info) throw new Error(JSON.stringify(info))
  return host
}

async function besideOf(host: RunHost, wanted: Parameters<RunHost['openBeside']>[0]): Promise<Beside> {
  const beside = await host.openBeside(wanted)
  if (beside.kind === 'error') throw new Error(JSON.stringify(beside))
  return beside
}

describe('a run beside the one on the stage', { timeout: 120_000 }, () => {
  test('that was given the same is the same to the bit', async () => {
    const host = await opened()
    await besideOf(host, SOURCE)
    const rows = await host.compare(STAGE, BESIDE)
    expect(rows).toMatchObject({ parting: null, given: [], state: [], records: [], metrics: [], events: [] })
    expect(rows?.untilUs).toBeGreaterThan(1_000_000)
  })

  test('with one config more parts from it, and both can be walked in turn', async () => {
    const host = await opened()
    const { info } = await besideOf(host, { kind: 'same', branch: 0, config: ['linger.ms=40'] })
    const rows = await host.compare(STAGE, BESIDE)
    expect(rows?.given.map(({ name, b }) => [name, b])).toEqual([['clients.p1.config.linger.ms', '40']])
    expect(rows?.parting).not.toBeNull()
    const there = rows?.parting?.b?.row
    if (there === undefined) throw new Error('b has nothing of its own')
    const swapped = await host.swapRuns()
    expect(swapped.stage.branches).toEqual((await host.swapRuns()).beside.branches)
    await host.swapRuns()
    expect(swapped.stage.seed).toBe(info.seed)
    const [row] = await host.events(0, there.index, 1)
    expect(row).toEqual(there)
    // Asked again the other way round it is not computed again, but told as it was.
    expect(await host.compare(BESIDE, STAGE)).toEqual(rows)
  })

  test('that goes with the other, when a third is opened, ends what was told of them', async () => {
    const host = await opened()
    await besideOf(host, { kind: 'same', branch: 0, seed: '99' })
    const compared = host.compare(STAGE, BESIDE)
    await host.open(SOURCE)
    expect(await compared).toBeNull()
  })

  test('of a branch with inputs by hand has them too', async () => {
    const host = await opened()
    const at = { by: 'time', timeUs: 3_000_000 } as const
    await host.frame({ branch: 0, at, lens: 'cluster', inspect: null, viewpoint: null, since: 0 })
    const made = await host.input(0, -1, 2_500_000, 'pause', { node: '3' })
    const { info, source } = await besideOf(host, { kind: 'same', branch: made.branch, seed: '99' })
    const inputs = info.branches[0]?.inputs.map(({ input }) => input)
    expect(inputs).toContain('pause')
    expect(info.seed).toBe('99')
    const again = await opened(source)
    await besideOf(again, source)
    expect(await again.compare(STAGE, BESIDE)).toMatchObject({ parting: null })
  })

  test('that cannot be read is refused with its reason, and the one before it stays', async () => {
    const host = await opened()
    await besideOf(host, SOURCE)
    const refused = await host.openBeside({ kind: 'same', branch: 0, config: ['acks=many'] })
    expect(refused).toMatchObject({ kind: 'error' })
    expect(
      await host.openBeside({ kind: 'same', branch: 0, config: ['min.insync.replica=1'] }),
    ).toMatchObject({
      kind: 'error',
      meant: { args: { name: 'min.insync.replicas' } },
    })
    expect(await host.compare(STAGE, BESIDE)).toMatchObject({ parting: null })
  })

  test('shares its memory, and gives it back', async () => {
    const host = await opened()
    const before = await host.memory()
    await besideOf(host, SOURCE)
    expect((await host.memory()).budgetBytes).toBe(before.budgetBytes)
    expect((await host.setMemoryBudget(40_000_000)).budgetBytes).toBe(40_000_000)
    await host.closeBeside()
    expect((await host.memory()).budgetBytes).toBe(40_000_000)
    await expect(host.compare(STAGE, BESIDE)).rejects.toThrow()
  })

  test('goes when another run is opened', async () => {
    const host = await opened()
    await besideOf(host, SOURCE)
    await host.open(SOURCE)
    await expect(host.swapRuns()).rejects.toThrow()
    await host.closeBeside()
  })

  test('is compared with as long as somebody waits, and says how far it is', async () => {
    const host = await opened()
    await besideOf(host, { kind: 'same', branch: 0, seed: '77' })
    const first = host.compare(STAGE, BESIDE)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const done = await host.compareProgress()
    expect(done).toBeGreaterThanOrEqual(0)
    expect(done).toBeLessThan(1)
    await host.cancelCompare()
    expect(await first).toBeNull()
    expect((await host.compare(STAGE, BESIDE))?.given).toEqual([
      { name: 'seed', a: expect.anything(), b: '77' },
    ])
  })
})
