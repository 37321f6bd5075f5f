// The steps of a scenario: inputs at their times.

import { nearest } from '../kafka/config/nearest.ts'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import type { ClientSetup, ClusterSetup } from '../kafka/setup.ts'
import type { InputField } from '../sim/input.ts'
import { sortInputs } from '../sim/input.ts'
import { parseDuration } from './duration.ts'
import { timeUs } from './parse-values.ts'
import type { Path, Report } from './problem.ts'
import { didYouMean, problem } from './problem.ts'
import type { ScenarioInput } from './scenario.ts'
import type { ScenarioFile } from './schema.ts'

type Value = string | number | boolean

export function parseSteps(
  file: ScenarioFile,
  cluster: ClusterSetup,
  clients: readonly ClientSetup[],
  report: Report,
): ScenarioInput[] {
  const processes = processNames(cluster, clients)
  const inputs = (file.steps ?? []).map((step, place) => {
    const path: Path = ['steps', place]
    const given = step as unknown as { readonly [field: string]: Value }
    const args: { [field: string]: Value } = {}
    for (const field of INPUT_REGISTRY.get(step.do)?.fields ?? []) {
      args[field.name] = parseField(field, given[field.name] ?? '', [...path, field.name], processes, report)
    }
    return { timeUs: timeUs(step.at, [...path, 'at'], report), after: step.after ?? 0, input: step.do, args }
  })
  return sortInputs(inputs)
}

function processNames(cluster: ClusterSetup, clients: readonly ClientSetup[]): string[] {
  const nodes = [...cluster.brokers.map((broker) => broker.id), ...cluster.controllers]
  return [...new Set([...nodes.map(String), ...clients.map((client) => client.id)])]
}

function parseField(
  field: InputField,
  given: Value,
  path: Path,
  processes: readonly string[],
  report: Report,
): Value {
  switch (field.kind) {
    case 'node':
    case 'broker':
    case 'controller':
    case 'client': {
      const name = String(given)
      if (!processes.includes(name)) {
        report.value(
          path,
          problem('unknownNode', { name }),
          didYouMean(nearest(name, processes)) ??
            problem('oneOf', { choices: processes.slice(0, 20).join(', ') }),
        )
      }
      return name
    }
    case 'duration':
      return parseDuration(String(given)) ?? 0
    case 'number':
    case 'flag':
      return given
    case 'topic':
    case 'partition':
    case 'text':
      return String(given)
  }
}
