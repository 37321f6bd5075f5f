import { describe, expect, test, vi } from 'vitest'
import type { BrokerControlState } from './heartbeat.ts'
import { nextBrokerState } from './heartbeat.ts'

vi.mock('../broker/publish.ts', () => ({ publishMetadata: () => undefined, recoverLogs: () => 0 }))

const REGISTERED = 10
const SHUTDOWN = 50

describe('the next state of a broker', () => {
  const rows: readonly (readonly [
    string,
    BrokerControlState,
    {
      readonly fence?: boolean
      readonly down?: boolean
      readonly offset?: number
      readonly leads?: boolean
      readonly lowest?: number
    },
    BrokerControlState,
  ])[] = [
    ['fenced, wants to shut down', 'fenced', { down: true }, 'shutdownNow'],
    ['fenced, wants to stay so', 'fenced', { fence: true, offset: 99 }, 'fenced'],
    ['fenced, has not seen its registration', 'fenced', { offset: 9 }, 'fenced'],
    ['fenced, has seen its registration', 'fenced', { offset: 10 }, 'unfenced'],
    ['unfenced, beats', 'unfenced', {}, 'unfenced'],
    ['unfenced, wants the fence', 'unfenced', { fence: true }, 'fenced'],
    ['unfenced, wants the fence and out', 'unfenced', { fence: true, down: true }, 'shutdownNow'],
    ['unfenced, wants out and leads', 'unfenced', { down: true, leads: true }, 'controlledShutdown'],
    ['unfenced, wants out and leads nothing', 'unfenced', { down: true }, 'shutdownNow'],
    [
      'shutting down, still leads',
      'controlledShutdown',
      { down: true, leads: true, lowest: 99 },
      'controlledShutdown',
    ],
    [
      'shutting down, others have not seen it',
      'controlledShutdown',
      { down: true, lowest: 49 },
      'controlledShutdown',
    ],
    ['shutting down, all have seen it', 'controlledShutdown', { down: true, lowest: 50 }, 'shutdownNow'],
  ]
  test.each(rows)('%s', (_name, current, given, next) => {
    const request = {
      wantFence: given.fence ?? false,
      wantShutDown: given.down ?? false,
      currentMetadataOffset: given.offset ?? 100,
    }
    const found = nextBrokerState(
      current,
      request,
      REGISTERED,
      () => given.leads ?? false,
      SHUTDOWN,
      () => given.lowest ?? 0,
    )
    expect(found).toBe(next)
  })
})
