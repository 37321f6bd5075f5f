// A report as a file.

import type { Failure, RunReport } from './report.ts'
import { FAILURE_CHARACTERS_MAX, FAILURE_DETAILS_MAX, REPORT_FORMAT } from './report.ts'
import { scenarioFileOf, stepFile } from './scenario-file.ts'

/** JSON with one line for each input and each hash, so that people and diffs can read it. */
export function reportText(report: RunReport): string {
  const { failure, heal } = report
  const parts: [key: string, value: string][] = [
    ['format', String(REPORT_FORMAT)],
    ['engine', String(report.engine)],
    ['name', JSON.stringify(report.scenario.id)],
    ['seed', JSON.stringify(report.seed)],
    ['moment', JSON.stringify(report.moment)],
  ]
  if (failure !== null) {
    const { kind, id, event, about, detail } = failure
    const told = { kind, id: cut(id), event, about: cut(about), detail: cutDetail(detail) }
    parts.push(['failure', JSON.stringify(told)])
  }
  if (report.plants.length > 0) parts.push(['plants', JSON.stringify(report.plants)])
  if (heal !== null) parts.push(['heal', JSON.stringify({ from: `${heal.fromUs}us`, by: `${heal.byUs}us` })])
  parts.push(['inputs', listText(report.scenario.inputs.map(stepFile))])
  parts.push([
    'hashes',
    listText(
      report.hashes.map(({ event, trace, state }) => ({
        event,
        trace,
        ...(state === null ? {} : { state }),
      })),
    ),
  ])
  parts.push(['scenario', JSON.stringify(scenarioFileOf(report.scenario))])
  return `{\n${parts.map(([key, value]) => `  "${key}": ${value}`).join(',\n')}\n}\n`
}

function cut(text: string): string {
  return text.slice(0, FAILURE_CHARACTERS_MAX)
}

function cutDetail(detail: Failure['detail']): Failure['detail'] {
  if (typeof detail === 'string') return cut(detail)
  return detail.slice(0, FAILURE_DETAILS_MAX).map(({ key, args }) => ({
    key,
    args: Object.fromEntries(
      Object.entries(args).map(([name, value]) => [name, typeof value === 'string' ? cut(value) : value]),
    ),
  }))
}

function listText(rows: readonly object[]): string {
  if (rows.length === 0) return '[]'
  return `[\n${rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]`
}
