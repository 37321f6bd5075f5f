import { describe, expect, it } from 'vitest'
import { headEvent } from '../run/branch.ts'
import { branchOf } from '../run/run.ts'
import { seek } from '../run/seek.ts'
import type { World } from '../sim/world.ts'
import { handRows } from './hand-rows.ts'
import { messageRows } from './messages.ts'
import type { MessageRow } from './rows.ts'
import { sceneOf } from './scene.ts'
import { failoverRun } from './testing/failover-run.ts'

const run = failoverRun(4_000_000)

/** The first moment from 3 s on with such a message on its way. */
function momentWith(wanted: (row: MessageRow) => boolean): {
  readonly world: World
  readonly address: string
} {
  const branch = branchOf(run, 0)
  for (let event = 1_500; event <= headEvent(branch); event++) {
    const seeked = seek(run, branch, event)
    if (seeked.kind === 'diverged') throw new Error('diverged')
    const row = messageRows(sceneOf(seeked.world)).find(wanted)
    if (row !== undefined) return { world: seeked.world, address: row.address }
  }
  throw new Error('no such message')
}

function inputsOf(world: World, address: string): string[] {
  return handRows(world, address).map(({ input }) => input)
}

describe('what a hand can do', () => {
  it('to a request on its way: all but letting it go', () => {
    const { world, address } = momentWith((row) => row.api === 'Produce' && row.state === 'flying')
    expect(inputsOf(world, address)).toEqual(['hold', 'delay', 'drop', 'repeat'])
    expect(handRows(world, address)[0]).toEqual({
      input: 'hold',
      args: { message: address },
      takesTime: false,
    })
    expect(handRows(world, address)[1]?.takesTime).toBe(true)
  })

  it('to the request of a follower: also to pause the fetcher that sent it', () => {
    const { world, address } = momentWith((row) => row.family === 'replica' && row.kind === 'request')
    const ends = /^message:(\d+)>(\d+)\/fetcher\//.exec(address)
    const pause = handRows(world, address).find(({ input }) => input === 'pause-fetcher')
    expect(pause?.args).toEqual({ node: ends?.[1], leader: ends?.[2] })
    expect(inputsOf(world, address)).not.toContain('resume-fetcher')
  })

  it('to a timer that is set: fire it early, put it off', () => {
    const { world } = momentWith((row) => row.api === 'Produce')
    const active = [101, 102, 103].find((id) => handRows(world, `timer:${id}/session/1`).length > 0)
    expect(active).toBeDefined()
    expect(inputsOf(world, `timer:${active}/session/1`)).toEqual(['fire-timer', 'put-off-timer'])
  })

  it('to what is not there, or is something else: nothing', () => {
    const { world } = momentWith((row) => row.api === 'Produce')
    for (const address of ['message:p1>1/Produce/1', 'timer:101/session/9', 'broker:1', 'nonsense'])
      expect(inputsOf(world, address)).toEqual([])
  })
})
