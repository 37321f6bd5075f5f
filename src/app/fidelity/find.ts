// What of the areas a reader's words and choice leave.

import type { Fidelity, FidelityArea, FidelityRule, Told } from '../../kafka/fidelity/area.ts'

export interface Found {
  readonly area: FidelityArea
  readonly simplified: readonly Told[]
  readonly rules: readonly FidelityRule[]
}

/** Every word must be in an area's title or in the line itself; an area whose title alone has them all is found whole. */
export function findAreas(areas: readonly FidelityArea[], text: string, only: Fidelity | 'all'): Found[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return areas
    .filter((area) => only === 'all' || area.fidelity === only)
    .map((area) => {
      const { title, simplified, rules } = area
      const has = (line: string) =>
        words.every((word) => `${title.en} ${title.ko} ${line}`.toLowerCase().includes(word))
      return {
        area,
        simplified: simplified.filter(({ en, ko }) => has(`${en} ${ko}`)),
        rules: rules.filter((rule) => has(wordsOf(rule))),
      }
    })
    .filter((found) => found.simplified.length + found.rules.length > 0)
}

function wordsOf({ id, says, tests, recordings }: FidelityRule): string {
  return [id, says.en, says.ko, ...tests, ...recordings].join(' ')
}
