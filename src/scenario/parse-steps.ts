// The steps of a scenario: inputs at their times.

import { nearest } from '../kafka/config/nearest.ts'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import type { ClientSetup, ClusterSetup } from '../kafka/setup.ts'
import { parseAddress } from '../sim/address.ts'
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
  const processes = [...processNames(cluster, clients), ...comingNames(file)]
  const inputs = (file.steps ?? []).map((step, place) => {
    const path: Path = ['steps', place]
    const given = step as unknown as { readonly [field: string]: Value }
    const args: { [field: string]: Value } = {}
    const fields = INPUT_REGISTRY.get(step.do)?.fields ?? []
    checkGroups(fields, given, path, report)
    for (const field of fields) {
      const isLeftOut = given[field.name] === undefined
      if (isLeftOut && (field.optional === true || field.oneOf !== undefined)) continue
      args[field.name] = parseField(field, given[field.name] ?? '', [...path, field.name], processes, report)
    }
    return { timeUs: timeUs(step.at, [...path, 'at'], report), after: step.after ?? 0, input: step.do, args }
  })
  return sortInputs(inputs)
}

/** Of the fields of a group exactly one is given. */
function checkGroups(
  fields: readonly InputField[],
  given: { readonly [field: string]: Value },
  path: Path,
  report: Report,
): void {
  for (const group of new Set(fields.map(({ oneOf }) => oneOf))) {
    if (group === undefined) continue
    const names = fields.filter(({ oneOf }) => oneOf === group).map(({ name }) => name)
    if (names.filter((name) => given[name] !== undefined).length === 1) continue
    report.value(path, problem('stepNeedsOne', { fields: names.join(', ') }))
  }
}

/** Members that a step adds can be named by others. */
function comingNames(file: ScenarioFile): string[] {
  return (file.steps ?? []).flatMap((step) => {
    const { client } = step as { readonly client?: unknown }
    return step.do === 'add-member' && typeof client === 'string' ? [client] : []
  })
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
    case 'message':
    case 'timer':
      if (parseAddress(String(given))?.kind !== field.kind)
        report.value(
          path,
          problem('condition.notAnAddress', { text: String(given) }),
          problem('condition.addressExample'),
        )
      return String(given)
    case 'topic':
    case 'partition':
    case 'text':
    case 'newTopic':
    case 'config':
    case 'configName':
    case 'brokerOrAll':
    case 'brokers':
    case 'choice':
      // A list of brokers reads as one with commas.
      return String(given)
  }
}
