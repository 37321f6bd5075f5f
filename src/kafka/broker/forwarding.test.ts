import { describe, expect, it } from 'vitest'
import type { Found } from '../../sim/hand.ts'
import { findFlight, holdMessage, releaseMessage } from '../../sim/hand.ts'
import { nodeById } from '../node.ts'
import type { ElectLeadersResponse } from '../protocol/admin.ts'
import { CREATE_TOPICS, DESCRIBE_QUORUM, ELECT_LEADERS } from '../protocol/api.ts'
import type { CreateTopicsResponse } from '../protocol/create-topics.ts'
import { ELECTION_NOT_NEEDED, TOPIC_ALREADY_EXISTS } from '../protocol/errors.ts'
import { currentLeader } from '../raft/state.ts'
import { SmallCluster } from '../testing/small-cluster.ts'

const request = (type: string, fields: object) => ({ sealed: true, type, ...fields }) as const

describe('admin.forwarding', () => {
  it('a late answer of the controller before is for nobody but who asked: the others get their own', () => {
    const probes = ['first', 'second', 'third']
    const on = new SmallCluster({ controllers: [101, 102, 103], startMs: 8_000, probes })
    for (const probe of probes) on.connect(1, probe)
    const controller = () => currentLeader(on.world, nodeById(on.world, 1))
    const before = controller()
    const late = () => findFlight(on.world, `message:1>${before}/forwarding/CreateTopics/2/response`)
    const topics = [{ name: 'bills', partitions: 1, replicationFactor: 3, placement: null, config: {} }]
    const create = on.send(1, CREATE_TOPICS, request('createTopics', { topics }), 'first')
    on.runUntil(() => late() !== null)
    on.act((world) => holdMessage(world, late() as Found))
    on.input('pause', { node: String(before) })
    on.runUntil(() => controller() >= 0 && controller() !== before)
    const elect = on.send(
      1,
      ELECT_LEADERS,
      request('electLeaders', { kind: 'preferred', partitions: ['orders-0'] }),
      'second',
    )
    const quorum = on.send(1, DESCRIBE_QUORUM, request('describeQuorum', {}), 'third')
    const created = on.answerTo<CreateTopicsResponse>(1, create, 'first')
    expect(created.topics[0]?.error).toBe(TOPIC_ALREADY_EXISTS)
    on.act((world) => releaseMessage(world, late() as Found))
    expect(on.answerTo<ElectLeadersResponse>(1, elect, 'second')).toMatchObject({
      type: 'electLeaders',
      partitions: [{ partition: 'orders-0', error: ELECTION_NOT_NEEDED }],
    })
    expect(on.answerTo(1, quorum, 'third')).toMatchObject({ type: 'describeQuorum' })
  })
})
