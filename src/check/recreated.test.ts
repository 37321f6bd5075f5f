import { describe, expect, it } from 'vitest'
import { fateOf } from './fates.ts'
import { input, runFailover } from './testing/failover.ts'

const DELETED = input(8, 'delete-topic', { topic: 'orders' })
const AGAIN = input(8.01, 'create-topic', { topic: 'orders', partitions: 1, replicas: 3 })

describe('the records of a topic that was deleted', () => {
  it('are gone with it, whatever stands at their offsets in a topic of the same name', () => {
    const { world, checks } = runFailover({ seed: '1', inputs: [DELETED, AGAIN], untilUs: 20_000_000 })
    expect(fateOf(world, checks, 'p1', 0)).toBe('expired')
    expect(fateOf(world, checks, 'p1', 1_000)).toBe('expired')
    expect(fateOf(world, checks, 'p1', 2_000)).toBe('delivered')
  })

  it('are gone with it when none of its name is made again', () => {
    const cluster = { 'auto.create.topics.enable': false }
    const { world, checks } = runFailover({ seed: '1', cluster, inputs: [DELETED], untilUs: 20_000_000 })
    expect(fateOf(world, checks, 'p1', 0)).toBe('expired')
    expect(fateOf(world, checks, 'p1', 1_000)).toBe('expired')
  })
})
