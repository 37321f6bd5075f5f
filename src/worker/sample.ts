// Figures over virtual time: the head is halted at every sample moment while it is computed ahead, and looked at.

import type { Branch } from '../run/branch.ts'
import { headEvent } from '../run/branch.ts'
import { chunkAt, eventAt, timeOf } from '../run/rows.ts'
import { advance } from '../run/run.ts'
import type { World } from '../sim/world.ts'
import { newCounters } from '../view/counters.ts'
import { gaugesOf } from '../view/gauges.ts'
import type { MetricRow } from '../view/lens-rows.ts'
import type { Metrics, MetricsMoment } from '../view/metrics.ts'
import { feedUpTo, metricRows, nextSampleUs, rateWindowUs, takeSample } from '../view/metrics.ts'
import { sceneOf } from '../view/scene.ts'
import type { OpenRun } from './open-run.ts'

/** Computes a branch ahead by up to so many events, but not past its next sample. */
export function advanceToSample(open: OpenRun, branch: Branch, maxEvents: number): void {
  const metrics = open.metrics[branch.id] as Metrics
  const sampleUs = nextSampleUs(metrics)
  advance(open.run, branch, maxEvents, Math.min(open.untilUs, Math.max(sampleUs, branch.computedUs)))
  if (branch.computedUs >= sampleUs)
    takeSample(metrics, branch.head.world, branch.computedUs, (event) => chunkAt(open.run, branch, event))
}

/** An event's figures, to be read off its world at once. */
export function momentAt(open: OpenRun, branch: Branch, world: World): MetricsMoment {
  const metrics = open.metrics[branch.id] as Metrics
  const { event } = world
  const counted = newCounters()
  if (event >= 0) {
    const timeUs = timeOf(open.run, branch, event)
    counted.nextEvent = eventAt(open.run, branch, timeUs - rateWindowUs(metrics)) + 1
    feedUpTo(counted, branch.head.world, event, (at) => chunkAt(open.run, branch, at))
  }
  return { event, gauges: gaugesOf(sceneOf(world)), requests: counted.requests, tookUs: counted.tookUs }
}

export function metricTable(
  open: OpenRun,
  branch: Branch,
  was: MetricsMoment,
  now: MetricsMoment,
): MetricRow[] {
  const metrics = open.metrics[branch.id] as Metrics
  const last = Math.min(headEvent(branch), now.event)
  feedUpTo(metrics.counters, branch.head.world, last, (at) => chunkAt(open.run, branch, at))
  return metricRows(metrics, was, now)
}
