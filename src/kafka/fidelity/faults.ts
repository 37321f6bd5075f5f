// What is wrong with a list of areas: claims that nothing holds, evidence that is not there, markers without a rule, text in one language only.

import type { FidelityArea, Told } from './area.ts'

/** What there is to hold the claims. */
export interface Evidence {
  readonly hasTest: (reference: string) => boolean
  readonly hasRecording: (name: string) => boolean
  /** Ids in the comments `rule: <id>` of the source, as often as they stand there. */
  readonly markers: readonly string[]
}

export function fidelityFaults(areas: readonly FidelityArea[], evidence: Evidence): string[] {
  const rules = areas.flatMap((area) => area.rules)
  const declared = rules.map(({ id }) => id)
  const faults: string[] = []
  for (const id of [...repeated(areas.map((area) => area.id)), ...repeated(declared)])
    faults.push(`${id}: there twice`)
  for (const { id, claim, tests, recordings } of rules) {
    if (claim === 'exact' && tests.length + recordings.length === 0)
      faults.push(`${id}: claimed exact without test or recording`)
    for (const test of tests) if (!evidence.hasTest(test)) faults.push(`${id}: no test ${test}`)
    for (const name of recordings)
      if (!evidence.hasRecording(name)) faults.push(`${id}: no recording ${name}`)
    if (!evidence.markers.includes(id)) faults.push(`${id}: marked nowhere in the source`)
  }
  for (const id of evidence.markers) if (!declared.includes(id)) faults.push(`${id}: marked but not declared`)
  for (const area of areas) faults.push(...faultsOfArea(area))
  return faults
}

function faultsOfArea({ id, title, fidelity, simplified, rules }: FidelityArea): string[] {
  const faults: string[] = []
  if (fidelity === 'exact' && (simplified.length > 0 || rules.some(({ claim }) => claim !== 'exact')))
    faults.push(`${id}: exact, and yet something is simplified`)
  if (fidelity !== 'exact' && simplified.length === 0) faults.push(`${id}: does not say what is simplified`)
  if ((fidelity === 'notSimulated') !== (rules.length === 0))
    faults.push(`${id}: rules of what is not simulated, or none of what is`)
  for (const said of [title, ...simplified, ...rules.map(({ says }) => says)])
    if (!isInBoth(said)) faults.push(`${id}: not in both languages: ${said.en} | ${said.ko}`)
  return faults
}

function isInBoth({ en, ko }: Told): boolean {
  return en.length > 0 && !/[가-힣]/.test(en) && /[가-힣]/.test(ko)
}

function repeated(ids: readonly string[]): string[] {
  return ids.filter((id, place) => ids.indexOf(id) !== place)
}
