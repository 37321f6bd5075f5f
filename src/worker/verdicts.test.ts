import { expect, test } from 'vitest'
import type { Allowed, Violation } from '../check/invariant.ts'
import { sentence } from '../tell/sentence.ts'
import { VIOLATIONS_TOLD_MAX } from './run-answers.ts'
import { toldOf } from './verdicts.ts'

const found = (event: number): Violation => ({
  sealed: true,
  event,
  about: 'partition:orders-0',
  detail: sentence('evidence.offsets', { from: 1, last: 2 }),
  producer: -1,
  batch: -1,
})
const allowed = (event: number): Allowed => ({ ...found(event), assumption: 'acks-all' })

test('a broken promise is told however much of another a setting allowed', () => {
  const losses = Array.from({ length: VIOLATIONS_TOLD_MAX + 20 }, (_, event) => allowed(event))
  const told = toldOf([
    { id: 'acknowledged-survives', finding: { violations: [], allowed: losses } },
    { id: 'in-order', finding: { violations: [found(900)], allowed: [] } },
  ])
  expect(told).toHaveLength(VIOLATIONS_TOLD_MAX)
  expect(told[0]).toMatchObject({ id: 'in-order', allowed: null })
})
