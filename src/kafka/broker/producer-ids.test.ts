import { describe, expect, it } from 'vitest'
import { own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { INIT_PRODUCER_ID } from '../protocol/api.ts'
import type { InitProducerIdResponse } from '../protocol/client-requests.ts'
import { COORDINATOR_LOAD_IN_PROGRESS, NONE } from '../protocol/errors.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { brokerOf } from './broker.ts'

function ask(on: SmallCluster, broker = 1): readonly [error: number, producerId: number] {
  const answer = on.ask<InitProducerIdResponse>(broker, INIT_PRODUCER_ID, {
    sealed: true,
    type: 'initProducerId',
  } as InitProducerIdResponse)
  return [answer.error, answer.producerId]
}

describe('producer ids', () => {
  it('without a block the producer is told to come again at once; the controller’s block is there soon', () => {
    const on = new SmallCluster()
    on.connect(1)
    expect(ask(on)).toEqual([COORDINATOR_LOAD_IN_PROGRESS, -1])
    on.runFor(100)
    expect(ask(on)).toEqual([NONE, 0])
    expect(ask(on)).toEqual([NONE, 1])
  })

  it('brokers hand out ids from blocks of a thousand that do not meet', () => {
    const on = new SmallCluster()
    for (const broker of [1, 2]) {
      on.connect(broker)
      ask(on, broker)
      on.runFor(100)
    }
    expect(ask(on, 1)).toEqual([NONE, 0])
    expect(ask(on, 2)).toEqual([NONE, 1_000])
  })

  it('the next block is asked for when nine tenths of the present one are used', () => {
    const on = new SmallCluster()
    on.connect(1)
    ask(on)
    on.runFor(100)
    ask(on)
    const broker = () => brokerOf(on.world, on.entity<Node>('node:1'))
    on.act((world) => {
      own(world, broker()).nextProducerId = 899
    })
    ask(on)
    on.runFor(100)
    expect(broker().nextBlock).toBeNull()
    expect(ask(on)).toEqual([NONE, 900])
    on.runFor(100)
    expect(broker().nextBlock).toMatchObject({ start: 1_000, length: 1_000 })
    on.act((world) => {
      own(world, broker()).nextProducerId = 1_000
    })
    expect(ask(on)).toEqual([NONE, 1_000])
  })

  it('a controller that is away is asked again when it is back', () => {
    const on = new SmallCluster()
    on.connect(1)
    on.input('kill', { node: '101' })
    expect(ask(on)).toEqual([COORDINATOR_LOAD_IN_PROGRESS, -1])
    on.runFor(5_000)
    expect(ask(on)).toEqual([COORDINATOR_LOAD_IN_PROGRESS, -1])
    on.input('start', { node: '101' })
    on.runFor(3_000)
    expect(ask(on)).toEqual([NONE, 0])
  })
})
