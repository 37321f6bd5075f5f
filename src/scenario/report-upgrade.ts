// Formats of the report file, and the step that brings each up to the next.

import type { Path, Problem, Report } from './problem.ts'
import { problem } from './problem.ts'

/** Takes the tree of a file of format n and gives that of format n + 1. */
export type UpgradeStep = (file: { readonly [key: string]: unknown }) => { readonly [key: string]: unknown }

/** STEPS[0] takes format 1 to 2. There is but one format yet. */
const STEPS: readonly UpgradeStep[] = []

const FORMAT: Path = ['format']

/** The file in the present format, or null when its format is unknown: the report then says so. */
export function upgradeReport(file: unknown, report: Report, steps: readonly UpgradeStep[] = STEPS): unknown {
  const refuse = (wrong: Problem): null => {
    report.value(FORMAT, wrong)
    return null
  }
  if (typeof file !== 'object' || file === null || Array.isArray(file)) {
    report.value([], problem('wrongType.map'))
    return null
  }
  let tree = file as { readonly [key: string]: unknown }
  const { format } = tree
  if (format === undefined) return refuse(problem('report.noFormat'))
  const newest = steps.length + 1
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1)
    return refuse(problem('report.badFormat'))
  if (format > newest) return refuse(problem('report.newerFormat', { format, newest }))
  for (const step of steps.slice(format - 1)) tree = step(tree)
  return tree
}
