import { beforeEach, expect, test, vi } from 'vitest'
import type { OpenSource, RunInfo } from '../../worker/protocol.ts'
import type { Session } from '../play/session.ts'
import { EMPTY_RUN } from './run-state.ts'

const info = { scenarioId: 'x', branches: [{ id: 0 }, { id: 1 }] } as unknown as RunInfo

let address: { hash: string }
let write: () => void
let change: (hash: string) => void
let asked: unknown[]
let arrive: (source: OpenSource | null) => void

beforeEach(async () => {
  vi.resetModules()
  asked = []
  address = { hash: '' }
  vi.stubGlobal('location', address)
  vi.stubGlobal('history', {
    replaceState: (_: null, __: string, hash: string) => {
      address.hash = hash
    },
  })
  vi.stubGlobal('setInterval', (work: () => void) => {
    write = work
  })
  vi.stubGlobal('addEventListener', (_: string, listen: () => void) => {
    change = (hash) => {
      address.hash = hash
      listen()
    }
  })
  const { useRun } = await import('./run-state.ts')
  useRun.setState({ ...EMPTY_RUN, info, source: { kind: 'shipped', id: 'x' }, branch: 1, event: 10 })
  const session = {
    player: {
      pause: () => asked.push('pause'),
      switchBranch: (branch: number) => asked.push({ branch }),
      seek: (at: unknown) => asked.push(at),
    },
    open: (source: OpenSource) => {
      asked.push(source.kind)
      return new Promise<void>((resolve) => {
        arrive = (opened) => {
          if (opened !== null) useRun.setState({ source: opened })
          resolve()
        }
      })
    },
  } as unknown as Session
  const { followLink } = await import('./follow-link.ts')
  followLink(session)
  write()
})

const turn = () => new Promise((resolve) => setTimeout(resolve))

test('an address that names no branch is about the first one', () => {
  change('#s=x&e=5')
  expect(asked).toEqual(['pause', { branch: 0 }, { by: 'event', event: 5 }])
})

test('a link that carries its run keeps its address while the run before it still shows', async () => {
  const { useRun } = await import('./run-state.ts')
  change('#report=abc')
  useRun.setState({ event: 11 })
  write()
  expect(address.hash).toBe('#report=abc')
  arrive({ kind: 'link', fragment: '#report=abc' })
  await turn()
  write()
  expect(address.hash).toBe('#report=abc')
})

test('where what an address names is refused, it names the run that stays', async () => {
  change('#s=nowhere')
  expect(asked).toEqual(['shipped'])
  arrive(null)
  await turn()
  write()
  expect(address.hash).toBe('#s=x&b=1&e=10')
})
