import { describe, expect, it } from 'vitest'
import { PRODUCE } from '../protocol/api.ts'
import { produce } from '../testing/requests.ts'
import { SmallCluster } from '../testing/small-cluster.ts'

/** How long a record with acks=all takes to be acknowledged. */
function tookMs(on: SmallCluster): number {
  const before = on.nowMs
  on.ask(1, PRODUCE, produce(-1))
  return on.nowMs - before
}

describe('slowness', () => {
  it('a slow link delays what comes over it, one way, until it is reset', () => {
    const on = new SmallCluster()
    on.connect(1)
    const usual = tookMs(on)
    on.input('slow-link', { from: '3', to: '1', by: 800_000 })
    const slow = tookMs(on)
    // acks=all waits for every member of the ISR: a fetch of broker 3 comes 800 ms late.
    expect(slow).toBeGreaterThan(790)
    on.input('slow-link', { from: '3', to: '1', by: 0 })
    on.runFor(3_000)
    expect(tookMs(on)).toBeLessThan(usual + 5)
  })

  it('a slow network delays a host both ways', () => {
    const on = new SmallCluster()
    on.connect(1)
    on.input('slow-network', { node: '3', by: 300_000 })
    on.runFor(2_000)
    expect(tookMs(on)).toBeGreaterThan(590)
  })
})
