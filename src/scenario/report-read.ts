// A report file, read whole. JSON is YAML, so the reader of scenarios reads it too, with its limits, and knows the place of everything that is wrong.

import { parseScenario } from './parse.ts'
import { timeUs } from './parse-values.ts'
import type { LocatedError, Path, Report } from './problem.ts'
import { problem } from './problem.ts'
import type { Heal, RunReport } from './report.ts'
import type { ReportFile } from './report-schema.ts'
import { REPORT_SCHEMA } from './report-schema.ts'
import { upgradeReport } from './report-upgrade.ts'
import { reportIssues } from './schema-problems.ts'
import { readYamlTree } from './yaml-tree.ts'

export type ReportReading =
  | { readonly ok: true; readonly report: RunReport }
  /** At least one, in the order of the file. */
  | { readonly ok: false; readonly errors: readonly LocatedError[] }

export function readReportText(file: string, text: string): ReportReading {
  const tree = readYamlTree(file, text)
  if (tree.errors.length > 0) return refused(tree.errors)
  const upgraded = upgradeReport(tree.value, tree.report)
  if (tree.errors.length > 0) return refused(tree.errors)
  const shape = REPORT_SCHEMA.safeParse(upgraded)
  if (!shape.success) {
    reportIssues(shape.error.issues, upgraded, tree.report, REPORT_SCHEMA)
    // A slip that hides behind another is still one.
    if (tree.errors.length === 0) tree.report.value([], problem('wrongType.map'))
    return refused(tree.errors)
  }
  const report = reportOf(shape.data, tree.report)
  return tree.errors.length > 0 ? refused(tree.errors) : { ok: true, report }
}

function reportOf(file: ReportFile, problems: Report): RunReport {
  const scenario = parseScenario(file.name, { ...file.scenario, steps: file.inputs }, relocate(problems))
  let last = -2
  file.hashes.forEach(({ event }, place) => {
    if (event <= last) problems.value(['hashes', place, 'event'], problem('report.hashOrder'))
    last = event
  })
  if (last > file.moment.event) problems.value(['hashes'], problem('report.hashBeyond'))
  return {
    scenario,
    seed: file.seed,
    plants: file.plants ?? [],
    heal: file.heal === undefined ? null : healOf(file.heal, problems),
    engine: file.engine,
    moment: file.moment,
    failure: file.failure ?? null,
    hashes: file.hashes.map(({ event, trace, state }) => ({ event, trace, state: state ?? null })),
  }
}

function healOf(file: NonNullable<ReportFile['heal']>, problems: Report): Heal {
  const heal = {
    fromUs: timeUs(file.from, ['heal', 'from'], problems),
    byUs: timeUs(file.by, ['heal', 'by'], problems),
  }
  if (heal.byUs <= heal.fromUs) problems.value(['heal', 'by'], problem('endsBeforeStart'))
  return heal
}

/** What the reader of scenarios says about `steps` is about `inputs`; anything else lies under `scenario`. */
function relocate(problems: Report): Report {
  const there = (path: Path): Path =>
    path[0] === 'steps' ? ['inputs', ...path.slice(1)] : ['scenario', ...path]
  return {
    value: (path, wrong, meant) => problems.value(there(path), wrong, meant),
    key: (path, wrong, meant) => problems.key(there(path), wrong, meant),
    inside: (path, offset, wrong, meant) => problems.inside(there(path), offset, wrong, meant),
  }
}

function refused(errors: readonly LocatedError[]): ReportReading {
  return { ok: false, errors: [...errors].sort((a, b) => a.line - b.line || a.column - b.column) }
}
