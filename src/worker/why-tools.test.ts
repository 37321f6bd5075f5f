import { SHIPPED } from 'virtual:scenarios'
import { beforeAll, describe, expect, test } from 'vitest'
import { decidedBy } from '../tell/decided.ts'
import type { WhyRow } from '../view/rows.ts'
import type { RunHost } from './protocol.ts'
import { makeHost } from './testing/shipped-host.ts'

const host: RunHost = makeHost(SHIPPED)

const AT_ONCE = 3

/** With more steps that a config decided than come with their values at once. */
let long: readonly WhyRow[] = []

function askers(rows: readonly WhyRow[]): readonly WhyRow[] {
  return rows.filter((row) => decidedBy(row.fact).configs.length > 0)
}

beforeAll(async () => {
  const info = await host.open({ kind: 'shipped', id: 'leader-failover' })
  if ('kind' in info) throw new Error(JSON.stringify(info))
  while ((await host.timeline(0)).events < 2_000) await new Promise((resolve) => setImmediate(resolve))
  for (let event = 500; event < 1_000 && askers(long).length <= AT_ONCE; event++)
    long = await host.why(0, event)
})

describe('why', () => {
  test('brings the values of the first steps, and of every other step when it is asked', async () => {
    const asking = askers(long)
    expect(asking.length).toBeGreaterThan(AT_ONCE)
    const bare = asking.filter((row) => row.decided === undefined)
    expect(bare.length).toBe(asking.length - AT_ONCE)
    const answers = await host.decided(
      0,
      bare.map(({ index }) => index),
    )
    expect(answers.map(({ index }) => index)).toEqual(bare.map(({ index }) => index))
    const named = answers.flatMap(({ decided }) => decided)
    expect(named.length).toBeGreaterThan(0)
    for (const { value } of named) expect(value).not.toBe('')
  })

  test('gives the same values, whichever way they are asked for', async () => {
    const first = askers(long).filter((row) => row.decided !== undefined)
    const answers = await host.decided(
      0,
      first.map(({ index }) => index),
    )
    expect(answers.map(({ decided }) => decided)).toEqual(first.map(({ decided }) => decided))
  })

  test('answers what nothing decided with nothing', async () => {
    expect(await host.decided(0, [0])).toEqual([{ index: 0, decided: [] }])
  })
})
