// Config values of a scenario, checked as Kafka would at start.

import { checkConfig } from '../kafka/config/check.ts'
import type { ConfigProblem, ConfigValues } from '../kafka/config/check-value.ts'
import type { ConfigScope } from '../kafka/config/entry.ts'
import { INT_MAX } from '../kafka/config/entry.ts'
import type { Path, Problem, Report } from './problem.ts'
import { didYouMean, problem } from './problem.ts'

/** Empty if anything is wrong with them, so that they can be resolved in any case. */
export function parseConfig(
  scope: ConfigScope,
  values: ConfigValues | undefined,
  path: Path,
  report: Report,
): ConfigValues {
  if (values === undefined) return {}
  const problems = checkConfig(scope, values)
  for (const found of problems) {
    const { onKey, wrong, meant } = describe(found)
    const place = [...path, found.name]
    if (onKey) report.key(place, wrong, meant)
    else report.value(place, wrong, meant)
  }
  return problems.length === 0 ? values : {}
}

function describe(found: ConfigProblem): { onKey: boolean; wrong: Problem; meant: Problem | null } {
  const { name } = found
  switch (found.kind) {
    case 'unknownName':
      return { onKey: true, wrong: problem('config.unknownName', { name }), meant: didYouMean(found.nearest) }
    case 'otherScope':
      return { onKey: true, wrong: problem(`config.otherScope.${found.scope}`, { name }), meant: null }
    case 'wrongType':
      return {
        onKey: false,
        wrong: problem(`config.wrongType.${found.type}`, { name, value: found.value }),
        meant: null,
      }
    case 'notAChoice': {
      const meant = didYouMean(found.nearest) ?? problem('oneOf', { choices: found.choices })
      return { onKey: false, wrong: problem('config.notAChoice', { name, value: found.value }), meant }
    }
    case 'outOfRange': {
      const { value, min, max } = found
      const bounded = max <= INT_MAX
      const meant = bounded ? problem('config.range', { min, max }) : problem('config.atLeast', { min })
      return { onKey: false, wrong: problem('config.outOfRange', { name, value }), meant }
    }
    default:
      return {
        onKey: false,
        wrong: problem(`config.${found.kind}`, { name, value: found.value, needs: found.needs }),
        meant: null,
      }
  }
}
