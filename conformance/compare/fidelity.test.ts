import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { FIDELITY } from '../../src/kafka/fidelity/areas.ts'
import { recorded } from './recording.ts'
import { isHeld, planFor } from './takes.ts'

it('every recording that an exact rule names is replayed here, or read by a test that the rule names', () => {
  const replayed = recorded().filter((name) => isHeld(planFor(name)))
  const unread = FIDELITY.flatMap(({ rules }) => rules)
    .filter(({ claim }) => claim === 'exact')
    .flatMap(({ id, tests, recordings }) =>
      recordings
        .filter((name) => !replayed.includes(name) && !tests.some((test) => reads(test, name)))
        .map((name) => `${id}: ${name}`),
    )
  expect(unread).toEqual([])
})

function reads(test: string, recording: string): boolean {
  const file = new URL(`../../${test.slice(0, test.indexOf(':'))}`, import.meta.url)
  return existsSync(file) && readFileSync(file, 'utf8').includes(recording)
}
