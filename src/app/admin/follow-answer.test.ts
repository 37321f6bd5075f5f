import { beforeEach, expect, test } from 'vitest'
import type { RunHost } from '../../worker/protocol.ts'
import { EMPTY_RUN, useRun } from '../state/run-state.ts'
import { followAnswer, forgetAnswer, useAdmin } from './follow-answer.ts'

const asked = { branch: 0, event: 7, input: 'create-topic', args: {} }
const done = { kind: 'answered', error: null, api: 'CreateTopics', of: '', event: 9, timeUs: 0, next: 9 }

beforeEach(() => {
  forgetAnswer()
  useRun.setState({ ...EMPTY_RUN, source: { kind: 'shipped', id: 'x' } })
})

test('the answer to an admin request is told with the request', async () => {
  const host = { adminAnswer: async () => done } as unknown as RunHost
  await followAnswer(host, asked)
  expect(useAdmin.getState().asked).toMatchObject({ ...asked, answer: { kind: 'answered' } })
})

test('another run is not asked what became of it', async () => {
  const host = {
    adminAnswer: async () => {
      useRun.setState({ source: { kind: 'shipped', id: 'another' } })
      return done
    },
  } as unknown as RunHost
  await followAnswer(host, asked)
  expect(useAdmin.getState().asked).toBeNull()
})
