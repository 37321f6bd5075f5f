// A scenario file, read whole: YAML, shape, meaning. The one module that needs yaml and zod; load it when a file is read.

import { parseScenario } from './parse.ts'
import type { LocatedError } from './problem.ts'
import type { Scenario } from './scenario.ts'
import { SCENARIO_SCHEMA } from './schema.ts'
import { reportIssues } from './schema-problems.ts'
import { readYamlTree } from './yaml-tree.ts'

export type Reading =
  | { readonly ok: true; readonly scenario: Scenario }
  /** At least one, in the order of the file. */
  | { readonly ok: false; readonly errors: readonly LocatedError[] }

/** `file` is its name, with or without a folder: the scenario's id is what stands before the ending. */
export function readScenarioText(file: string, text: string): Reading {
  const tree = readYamlTree(file, text)
  if (tree.errors.length > 0) return refused(tree.errors)
  const shape = SCENARIO_SCHEMA.safeParse(tree.value)
  if (!shape.success) {
    reportIssues(shape.error.issues, tree.value, tree.report)
    return refused(tree.errors)
  }
  const scenario = parseScenario(scenarioId(file), shape.data, tree.report)
  return tree.errors.length > 0 ? refused(tree.errors) : { ok: true, scenario }
}

function refused(errors: readonly LocatedError[]): Reading {
  return { ok: false, errors: [...errors].sort((a, b) => a.line - b.line || a.column - b.column) }
}

function scenarioId(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)
  return name.replace(/[.]ya?ml$/i, '')
}
