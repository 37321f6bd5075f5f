import { describe, expect, test } from 'vitest'
import type { GroupMessage } from '../../view/group-rows.ts'
import { messagesAround, neighbourMessage, withoutPulse } from './exchange.ts'

const message = (event: number, api = 11): GroupMessage => ({
  event,
  timeUs: event,
  api,
  id: event,
  from: 'c1',
  to: '1',
  isResponse: false,
})
const FOUR = [10, 20, 30, 40].map((event) => message(event))

describe('the exchange of a group', () => {
  test('shows what was last and what comes next, and says where the moment lies', () => {
    const { shown, at } = messagesAround(FOUR, 25, 1, 1)
    expect([shown.map(({ event }) => event), at]).toEqual([[20, 30], 0])
    expect(messagesAround(FOUR, 5, 3, 1)).toEqual({ shown: [FOUR[0]], at: -1 })
  })

  test('is walked a message at a time, never past its ends', () => {
    expect(neighbourMessage(FOUR, 20, 1)?.event).toBe(30)
    expect(neighbourMessage(FOUR, 20, -1)?.event).toBe(10)
    expect(neighbourMessage(FOUR, 10, -1)).toBeNull()
    expect(neighbourMessage(FOUR, 40, 1)).toBeNull()
  })

  test('can leave out the pulse, but not where the pulse is the protocol', () => {
    expect(withoutPulse([message(1, 12), message(2, 11)]).map(({ api }) => api)).toEqual([11])
    expect(withoutPulse([message(1, 68), message(2, 8)]).map(({ api }) => api)).toEqual([68, 8])
  })
})
