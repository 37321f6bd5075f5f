import { expect, test } from 'vitest'
import { ddmin } from './ddmin.ts'

const LIST = Array.from({ length: 41 }, (_, place) => place)

function least(...needed: readonly number[]): (part: readonly number[]) => boolean {
  return (part) => needed.every((one) => part.includes(one))
}

test('what is left is what is needed, wherever it stands', () => {
  expect(ddmin(LIST, least(0))).toEqual([0])
  expect(ddmin(LIST, least(3, 17, 40))).toEqual([3, 17, 40])
  expect(ddmin(LIST, least())).toEqual([])
  expect(ddmin([7], least(7))).toEqual([7])
  expect(ddmin([], least())).toEqual([])
})

test('none of the rest can go alone, also when things can only go together', () => {
  // 5 and 6 go together or not at all; of 10 and 20 one is enough.
  const holds = (part: readonly number[]): boolean =>
    part.includes(5) === part.includes(6) && (part.includes(10) || part.includes(20))
  const rest = ddmin(LIST, holds)
  expect(holds(rest)).toBe(true)
  for (const one of rest) expect(holds(rest.filter((other) => other !== one))).toBe(false)
})

test('it takes far fewer looks than there are parts', () => {
  let looks = 0
  ddmin(
    Array.from({ length: 1_000 }, (_, place) => place),
    (part) => {
      looks += 1
      return part.includes(501)
    },
  )
  expect(looks).toBeLessThan(60)
})
