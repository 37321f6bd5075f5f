// What zod found wrong with the shape of a file, as problems at their places.

import * as z from 'zod'
import { nearest } from '../kafka/config/nearest.ts'
import { DURATION_PATTERN } from './duration.ts'
import type { Path, Problem, Report } from './problem.ts'
import { didYouMean, problem } from './problem.ts'
import { NAME_PATTERN, PARTITION_PATTERN, SCENARIO_SCHEMA, TOPIC_PATTERN } from './schema.ts'

type Issue = z.core.$ZodIssue

/** `schema` is the one that found them; a file's root must be an instance of what it describes, or nearly. */
export function reportIssues(
  issues: readonly Issue[],
  root: unknown,
  report: Report,
  schema: z.core.$ZodType = SCENARIO_SCHEMA,
): void {
  for (const issue of issues) reportIssue(issue, issue.path as Path, root, report, schema)
}

function reportIssue(issue: Issue, path: Path, root: unknown, report: Report, schema: z.core.$ZodType): void {
  if (issue.code !== 'unrecognized_keys' && path.length > 0 && valueAt(root, path) === undefined) {
    const key = String(path.at(-1))
    const parent = path.slice(0, -1)
    const allowed = allowedKeys(parent, root, schema)
    const misspelt = keysAt(root, parent).filter((written) => !allowed.includes(written))
    // A slip in the key is reported as such, with this one as what was meant.
    if (misspelt.some((written) => nearest(written, allowed) === key)) return
    report.value(path, problem('missingKey', { key }))
    return
  }
  switch (issue.code) {
    case 'unrecognized_keys':
      for (const key of issue.keys) {
        const allowed = allowedKeys(path, root, schema)
        const meant = didYouMean(nearest(key, allowed)) ?? oneOf(allowed)
        report.key([...path, key], problem('unknownKey', { key }), meant)
      }
      return
    case 'invalid_type':
      report.value(path, problem(`wrongType.${expectedType(issue.expected)}`))
      return
    case 'invalid_value':
      report.value(
        path,
        problem('wrongValue', { value: brief(valueAt(root, path)) }),
        oneOf(issue.values.map(String)),
      )
      return
    case 'invalid_union':
      reportUnion(issue, path, root, report)
      return
    case 'too_small':
      report.value(path, problem(`tooSmall.${countable(issue.origin)}`, { min: Number(issue.minimum) }))
      return
    case 'too_big':
      report.value(path, problem(`tooBig.${countable(issue.origin)}`, { max: Number(issue.maximum) }))
      return
    case 'invalid_format': {
      const { wrong, meant } = formatProblem(issue.pattern ?? '', brief(valueAt(root, path)))
      report.value(path, wrong, meant)
      return
    }
    default:
      report.value(path, problem('wrongValue', { value: brief(valueAt(root, path)) }))
  }
}

function reportUnion(
  issue: Issue & { code: 'invalid_union' },
  path: Path,
  root: unknown,
  report: Report,
): void {
  const value = valueAt(root, path)
  const options = (issue as { options?: readonly unknown[] }).options?.map(String)
  if (options === undefined) {
    report.value(path, problem('wrongType.scalar'))
    return
  }
  report.value(
    path,
    problem('wrongValue', { value: brief(value) }),
    didYouMean(nearest(String(value), options)) ?? oneOf(options),
  )
}

function formatProblem(pattern: string, text: string): { wrong: Problem; meant: Problem | null } {
  switch (pattern) {
    case String(DURATION_PATTERN):
      return { wrong: problem('notADuration', { text }), meant: problem('durationExample') }
    case String(PARTITION_PATTERN):
      return { wrong: problem('notAPartition', { text }), meant: problem('partitionExample') }
    case String(TOPIC_PATTERN):
      return { wrong: problem('notATopicName', { text }), meant: null }
    case String(NAME_PATTERN):
      return { wrong: problem('notAName', { text }), meant: null }
    default:
      return { wrong: problem('wrongValue', { value: text }), meant: null }
  }
}

function oneOf(choices: readonly string[]): Problem {
  return problem('oneOf', { choices: choices.join(', ') })
}

function expectedType(expected: string): string {
  switch (expected) {
    case 'string':
      return 'text'
    case 'number':
    case 'boolean':
    case 'array':
      return expected
    case 'int':
      return 'integer'
    default:
      return 'map'
  }
}

function countable(origin: string): string {
  return origin === 'array' || origin === 'string' ? origin : 'number'
}

function brief(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as { readonly [key: string | number]: unknown })[step]
  }
  return value
}

function keysAt(root: unknown, path: Path): string[] {
  const value = valueAt(root, path)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []
}

/** The keys that the schema allows at a path. */
function allowedKeys(path: Path, root: unknown, whole: z.core.$ZodType): string[] {
  let schema = whole
  for (let depth = 0; depth <= path.length; depth++) {
    schema = unwrap(schema, valueAt(root, path.slice(0, depth)))
    const step = path[depth]
    if (step === undefined) break
    if (schema instanceof z.ZodArray) schema = schema.element
    else if (schema instanceof z.ZodObject)
      schema = (schema.shape as { readonly [key: string]: z.ZodType })[step] ?? schema
    else return []
  }
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}

/** Through what may be absent, and to the member of a union that the value claims to be. */
function unwrap(schema: z.core.$ZodType, value: unknown): z.core.$ZodType {
  if (schema instanceof z.ZodOptional) return unwrap(schema.unwrap(), value)
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema
  const { discriminator } = schema.def
  const claimed = valueAt(value, [discriminator])
  const member = schema.options.find((option) => {
    const literal =
      option instanceof z.ZodObject
        ? (option.shape as { readonly [key: string]: unknown })[discriminator]
        : null
    return literal instanceof z.ZodLiteral && literal.value === claimed
  })
  return member ?? schema
}
