import { beforeEach, expect, test } from 'vitest'
import type { UntilAsk } from '../../run/until-conditions.ts'
import type { UntilAnswer } from '../../worker/run-answers.ts'
import type { Session } from '../play/session.ts'
import type { Looking, Search } from './search.ts'
import { createSearch } from './search.ts'

const ask: UntilAsk = { until: 'leadership', args: {} }
const found = { kind: 'found', event: 7 } as unknown as UntilAnswer

let answers: ((answer: UntilAnswer) => void)[]
let rest: () => void
let sought: unknown[]
let told: Looking
let search: Search

beforeEach(() => {
  answers = []
  sought = []
  rest = () => {}
  const session = {
    host: {
      runUntil: () => new Promise((resolve) => answers.push(resolve)),
      cancelUntil: async () => answers.at(-1)?.({ kind: 'superseded' }),
    },
    player: { pause: () => {}, idle: async () => {}, seek: (at: unknown) => sought.push(at) },
  } as unknown as Session
  search = createSearch(session, (looking) => {
    told = looking
  })
  session.player.idle = () =>
    new Promise((resolve) => {
      rest = resolve
    })
})

const turn = () => new Promise((resolve) => setTimeout(resolve))

test('what is found is gone to and told', async () => {
  const done = search.begin(1, ask)
  expect(told.searching).toBe(true)
  rest()
  await turn()
  answers[0]?.(found)
  await done
  expect(told).toEqual({ searching: false, answer: found })
  expect(sought).toEqual([{ by: 'event', event: 7 }])
})

test('a search that is stopped is over', async () => {
  const done = search.begin(1, ask)
  rest()
  await turn()
  search.stop()
  await done
  expect(told).toEqual({ searching: false, answer: null })
  expect(sought).toEqual([])
})

test('a search that is stopped before it could be asked is never asked', async () => {
  const done = search.begin(1, ask)
  search.stop()
  rest()
  await done
  expect(answers).toEqual([])
  expect(told.searching).toBe(false)
})

test('of two searches the second is told of', async () => {
  const first = search.begin(1, ask)
  rest()
  await turn()
  const second = search.begin(-1, ask)
  rest()
  await turn()
  answers[0]?.({ kind: 'superseded' })
  await first
  expect(told.searching).toBe(true)
  answers[1]?.(found)
  await second
  expect(told.answer).toEqual(found)
})
