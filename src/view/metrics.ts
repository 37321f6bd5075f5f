// The figures of the metrics lens over virtual time: gauges sampled from the head as it is computed ahead, counts from the facts.

import type { TraceChunk } from '../sim/trace.ts'
import type { World } from '../sim/world.ts'
import type { Counters } from './counters.ts'
import { ANSWERED_FROM, countUpTo, cutCounters, feedCounters, newCounters, TOTAL_FROM } from './counters.ts'
import type { Gauges } from './gauges.ts'
import { brokerNames, gaugesOf } from './gauges.ts'
import type { MetricRow, MetricSeries, MetricsRows } from './lens-rows.ts'
import type { MetricInfo } from './metric-list.ts'
import { COUNTED_REQUESTS, METRICS } from './metric-list.ts'
import { sceneOf } from './scene.ts'

export interface Metrics {
  readonly stepUs: number
  readonly samples: Sample[]
  readonly counters: Counters
  readonly brokers: readonly string[]
}

interface Sample {
  readonly timeUs: number
  /** The last event before it was taken. */
  readonly event: number
  readonly gauges: Gauges
  /** Requests so far. */
  readonly requests: readonly number[]
}

const SAMPLES = 200
const STEP_MIN_US = 1_000
const RATE_WINDOW_US = 1_000_000

export function newMetrics(world: World, untilUs: number): Metrics {
  return {
    stepUs: Math.max(STEP_MIN_US, Math.floor(untilUs / SAMPLES)),
    samples: [],
    counters: newCounters(),
    brokers: brokerNames(sceneOf(world)),
  }
}

export function nextSampleUs(metrics: Readonly<Metrics>): number {
  const last = metrics.samples[metrics.samples.length - 1]
  return last === undefined ? 0 : last.timeUs + metrics.stepUs
}

type ChunkOf = (event: number) => TraceChunk

/** Takes the world, up to whose event everything has been computed. */
export function takeSample(metrics: Metrics, world: World, timeUs: number, chunkOf: ChunkOf): void {
  feedUpTo(metrics.counters, world, world.event, chunkOf)
  metrics.samples.push({
    timeUs,
    event: world.event,
    gauges: gaugesOf(sceneOf(world)),
    requests: metrics.counters.requests.slice(),
  })
}

export function feedUpTo(counters: Counters, world: World, event: number, chunkOf: ChunkOf): void {
  while (counters.nextEvent <= event) feedCounters(counters, world, chunkOf(counters.nextEvent), event)
}

/** What a branch that leaves after an event begins with. */
export function forkMetrics(metrics: Readonly<Metrics>, event: number, timeUs: number): Metrics {
  const samples = metrics.samples.filter((sample) => sample.event <= event && sample.timeUs < timeUs)
  const last = samples[samples.length - 1]
  const counters =
    last === undefined ? newCounters() : cutCounters(metrics.counters, last.event, last.requests)
  return { ...metrics, samples, counters }
}

export function metricsRows(metrics: Readonly<Metrics>): MetricsRows {
  const { samples, stepUs } = metrics
  const reach = reachOf(stepUs)
  const series: MetricSeries[] = []
  for (const info of METRICS)
    seriesNames(info, metrics.brokers).forEach((name, place) => {
      const values = samples.map((sample, at) => {
        if (info.kind === 'gauge') return sample.gauges[info.id]?.[place] ?? 0
        if (info.kind === 'count') return countUpTo(countedEvents(metrics.counters, info.id), sample.event)
        const from = samples[Math.max(0, at - reach)] as Sample
        if (info.kind === 'p99') {
          const took = metrics.counters.tookUs[place] ?? []
          return p99Ms(took.slice(answered(from.requests, place), answered(sample.requests, place)))
        }
        if (info.kind === 'mean') return meanMs(sample.requests, from.requests, place)
        return rateOf(sample.requests, from.requests, place, sample.timeUs - from.timeUs)
      })
      series.push({ metric: info.id, series: name, values })
    })
  return { timesUs: samples.map((sample) => sample.timeUs), windowUs: reach * stepUs, series }
}

/** How many steps a rate looks back. */
function reachOf(stepUs: number): number {
  return Math.max(1, Math.round(RATE_WINDOW_US / stepUs))
}

export function rateWindowUs(metrics: Readonly<Metrics>): number {
  return reachOf(metrics.stepUs) * metrics.stepUs
}

/** A moment's figures: its gauges, its last event, and the requests within the window that ends there. */
export interface MetricsMoment {
  readonly event: number
  readonly gauges: Gauges
  readonly requests: readonly number[]
  /** How long each of those took that were answered. */
  readonly tookUs: readonly (readonly number[])[]
}

/** Was and now, in the order of the list. */
export function metricRows(metrics: Readonly<Metrics>, was: MetricsMoment, now: MetricsMoment): MetricRow[] {
  const rows: MetricRow[] = []
  for (const info of METRICS)
    seriesNames(info, metrics.brokers).forEach((series, place) => {
      rows.push({
        address: series === '' ? `metric:${info.id}` : `metric:${info.id}/${series}`,
        metric: info.id,
        series,
        was: valueAt(metrics, info, place, was),
        now: valueAt(metrics, info, place, now),
      })
    })
  return rows
}

function valueAt(metrics: Readonly<Metrics>, info: MetricInfo, place: number, moment: MetricsMoment): number {
  switch (info.kind) {
    case 'gauge':
      return moment.gauges[info.id]?.[place] ?? 0
    case 'count':
      return countUpTo(countedEvents(metrics.counters, info.id), moment.event)
    case 'rate':
      return rateOf(moment.requests, NO_REQUESTS, place, rateWindowUs(metrics))
    case 'mean':
      return meanMs(moment.requests, NO_REQUESTS, place)
    case 'p99':
      return p99Ms((moment.tookUs[place] ?? []).slice())
  }
}

const NO_REQUESTS: readonly number[] = []

function rateOf(to: readonly number[], from: readonly number[], place: number, spanUs: number): number {
  if (spanUs <= 0) return 0
  return (((to[place] ?? 0) - (from[place] ?? 0)) * 1_000_000) / spanUs
}

/** Of the requests that were answered in between; 0 when there were none. */
function meanMs(to: readonly number[], from: readonly number[], place: number): number {
  const of = (list: readonly number[], first: number) => list[first + place] ?? 0
  const answered = of(to, ANSWERED_FROM) - of(from, ANSWERED_FROM)
  if (answered <= 0) return 0
  return (of(to, TOTAL_FROM) - of(from, TOTAL_FROM)) / answered / 1_000
}

function answered(requests: readonly number[], place: number): number {
  return requests[ANSWERED_FROM + place] ?? 0
}

/** Of the list, which is sorted: the least that 99 of 100 do not exceed; 0 of none. */
function p99Ms(tookUs: number[]): number {
  tookUs.sort((a, b) => a - b)
  return (tookUs[Math.ceil((tookUs.length * 99) / 100) - 1] ?? 0) / 1_000
}

function countedEvents(counters: Readonly<Counters>, id: string): readonly number[] {
  switch (id) {
    case 'IsrShrinksPerSec':
      return counters.shrinks
    case 'IsrExpandsPerSec':
      return counters.expands
    default:
      return counters.unclean
  }
}

function seriesNames(info: MetricInfo, brokers: readonly string[]): readonly string[] {
  switch (info.by) {
    case 'one':
      return ['']
    case 'broker':
      return brokers
    case 'request':
      return COUNTED_REQUESTS
  }
}
