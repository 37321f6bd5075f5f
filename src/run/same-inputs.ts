// Which inputs of two runs are the same: those at the same moment first, then, in their order, those that do the same at another time. Each gets a
// number, and two that are the same get one number.

import type { Input } from '../sim/input.ts'

export interface InputNumbers {
  readonly a: readonly number[]
  readonly b: readonly number[]
}

export function sameInputs(a: readonly Input[], b: readonly Input[]): InputNumbers {
  const numbers = { a: a.map(() => -1), b: b.map(() => -1) }
  let next = 0
  for (const nameOf of [momentName, deedName]) {
    const places = new Map<string, number[]>()
    b.forEach((input, place) => {
      if (numbers.b[place] !== -1) return
      const name = nameOf(input)
      const there = places.get(name)
      if (there === undefined) places.set(name, [place])
      else there.push(place)
    })
    a.forEach((input, place) => {
      const other = numbers.a[place] === -1 ? places.get(nameOf(input))?.shift() : undefined
      if (other === undefined) return
      numbers.a[place] = next
      numbers.b[other] = next
      next += 1
    })
  }
  for (const list of [numbers.a, numbers.b])
    list.forEach((number, place) => {
      if (number !== -1) return
      list[place] = next
      next += 1
    })
  return numbers
}

function momentName(input: Input): string {
  return `${input.timeUs}/${input.after}/${deedName(input)}`
}

function deedName({ input, args }: Input): string {
  return JSON.stringify([input, Object.entries(args).sort(([x], [y]) => (x < y ? -1 : x > y ? 1 : 0))])
}
