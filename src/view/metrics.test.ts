import { describe, expect, it } from 'vitest'
import { chunkAt } from '../run/rows.ts'
import { advance, branchOf } from '../run/run.ts'
import { gaugesOf } from './gauges.ts'
import type { MetricRow, MetricsRows } from './lens-rows.ts'
import { METRICS } from './metric-list.ts'
import type { Metrics } from './metrics.ts'
import { forkMetrics, metricRows, metricsRows, newMetrics, nextSampleUs, takeSample } from './metrics.ts'
import { sceneOf } from './scene.ts'
import { failoverRun, worldAt } from './testing/failover-run.ts'

const END_US = 36_000_000
const run = failoverRun(0)
const branch = branchOf(run, 0)
const metrics = sampled()
const rows = metricsRows(metrics)

function sampled(): Metrics {
  const made = newMetrics(branch.head.world, END_US)
  while (branch.computedUs < END_US) {
    const nextUs = nextSampleUs(made)
    while (branch.computedUs < nextUs) advance(run, branch, 100_000, Math.min(nextUs, END_US))
    takeSample(made, branch.head.world, branch.computedUs, (event) => chunkAt(run, branch, event))
  }
  return made
}

function at(metric: string, timeUs: number, series = '', of: MetricsRows = rows): number {
  const values = of.series.find((each) => each.metric === metric && each.series === series)?.values ?? []
  return values[of.timesUs.filter((sampleUs) => sampleUs <= timeUs).length - 1] ?? -1
}

describe('figures over virtual time', () => {
  it('are there for every metric of the list, a value a sample', () => {
    expect(rows.timesUs.length).toBeGreaterThan(150)
    for (const info of METRICS)
      expect(rows.series.filter((each) => each.metric === info.id).length).toBe(info.by === 'one' ? 1 : 3)
    for (const { values } of rows.series) expect(values).toHaveLength(rows.timesUs.length)
  })

  it('are good while nothing is wrong', () => {
    for (const info of METRICS)
      if (info.isAlarm) expect([info.id, at(info.id, 4_800_000)]).toEqual([info.id, 0])
    expect(at('ActiveControllerCount', 4_800_000)).toBe(1)
    expect(['1', '2', '3'].map((broker) => at('LeaderCount', 4_800_000, broker))).toEqual([1, 1, 1])
  })

  it('show a dead broker: fenced, its partitions under-replicated and at min ISR, led by another', () => {
    const atUs = 20_000_000
    expect(at('FencedBrokerCount', atUs)).toBe(1)
    expect(at('UnderReplicatedPartitions', atUs)).toBe(3)
    expect(at('AtMinIsrPartitionCount', atUs)).toBe(3)
    expect(at('UnderMinIsrPartitionCount', atUs)).toBe(0)
    expect(at('PreferredReplicaImbalanceCount', atUs)).toBe(1)
    expect(at('LeaderCount', atUs, '1')).toBe(0)
    expect(at('LeaderCount', atUs, '2')).toBe(2)
    expect(at('PartitionCount', atUs, '1')).toBe(0)
  })

  it('count what leaders did to the ISR; fencing is not theirs', () => {
    expect(at('IsrShrinksPerSec', END_US)).toBe(0)
    expect(at('IsrExpandsPerSec', 29_000_000)).toBe(0)
    expect(at('IsrExpandsPerSec', END_US)).toBe(3)
    expect(at('UncleanLeaderElectionsPerSec', END_US)).toBe(0)
  })

  it('have requests as a rate a second', () => {
    // The producer sends 100 records a second; batches are hardly ever shared at linger 5 ms.
    expect(at('RequestsPerSec', 4_800_000, 'Produce')).toBeGreaterThan(50)
    expect(at('RequestsPerSec', 4_800_000, 'Produce')).toBeLessThanOrEqual(110)
    expect(at('RequestsPerSec', 1_500_000, 'Produce')).toBe(0)
  })

  it('have the time that requests took at a broker', () => {
    // acks=all over links of a few milliseconds: append, the followers' fetch, and the next one.
    expect(at('TotalTimeMs', 4_800_000, 'Produce')).toBeGreaterThan(2)
    expect(at('TotalTimeMs', 4_800_000, 'Produce')).toBeLessThan(50)
    expect(at('TotalTimeMs', 1_500_000, 'Produce')).toBe(0)
    // A dead broker is in the ISR for a while: whoever is answered then has waited for its fencing.
    const slowest = rows.series.find(
      (each) => each.metric === 'TotalTimeMs-99thPercentile' && each.series === 'Produce',
    )
    expect(Math.max(...(slowest?.values ?? []))).toBeGreaterThan(500)
  })

  it('have the time that the slowest hundredth of requests is beyond: never less than the mean of a quiet second', () => {
    const mean = at('TotalTimeMs', 4_800_000, 'Produce')
    const slow = at('TotalTimeMs-99thPercentile', 4_800_000, 'Produce')
    expect(slow).toBeGreaterThan(mean)
    expect(slow).toBeLessThan(10 * mean)
    expect(at('TotalTimeMs-99thPercentile', 1_500_000, 'Produce')).toBe(0)
  })

  it('show produce requests waiting in purgatory while a dead broker is in the ISR', () => {
    expect(at('PurgatorySize-Produce', 8_000_000)).toBeGreaterThan(0)
    expect(at('accumulator-records', 12_000_000)).toBeGreaterThan(at('accumulator-records', 4_800_000))
  })
})

describe('was and now', () => {
  it('are read off two worlds, one figure a line', () => {
    const before = worldAt(run, 4_900_000)
    const was = { event: before.event, gauges: gaugesOf(sceneOf(before)), requests: [], tookUs: [] }
    const after = worldAt(run, 20_000_000)
    const now = {
      event: after.event,
      gauges: gaugesOf(sceneOf(after)),
      requests: [40, 0, 0],
      tookUs: [Array.from({ length: 200 }, (_, at) => (200 - at) * 1_000)],
    }
    const found: MetricRow[] = metricRows(metrics, was, now)
    const row = (address: string) => found.find((each) => each.address === address)
    expect(row('metric:FencedBrokerCount')).toMatchObject({ was: 0, now: 1 })
    expect(row('metric:LeaderCount/2')).toMatchObject({ was: 1, now: 2 })
    expect(row('metric:TotalTimeMs-99thPercentile/Produce')).toMatchObject({ was: 0, now: 198 })
    expect(row('metric:RequestsPerSec/Produce')?.now).toBeCloseTo((40 * 1_000_000) / rows.windowUs)
  })
})

describe('a branch', () => {
  it('begins with what its parent had sampled before the fork', () => {
    const event = worldAt(run, 20_000_000).event
    const fork = metricsRows(forkMetrics(metrics, event, 20_000_000))
    expect(fork.timesUs.at(-1)).toBeLessThan(20_000_000)
    expect(fork.timesUs).toEqual(rows.timesUs.slice(0, fork.timesUs.length))
    expect(at('FencedBrokerCount', 19_000_000, '', fork)).toBe(1)
    const { counters } = forkMetrics(metrics, event, 20_000_000)
    expect(counters.tookUs.map(({ length }) => length)).toEqual(counters.requests.slice(3, 6))
    expect(forkMetrics(metrics, event, 20_000_000).counters.nextEvent).toBeLessThanOrEqual(event + 1)
  })
})
