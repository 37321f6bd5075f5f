import { describe, expect, test, vi } from 'vitest'
import { hashText } from '../../sim/hash.ts'
import { stopProcess } from '../../sim/life.ts'
import type { Checkpoint, World } from '../../sim/world.ts'
import { checkpoint, find, restore, stateHash } from '../../sim/world.ts'
import type { Files } from '../broker/files.ts'
import type { Lifecycle } from '../broker/lifecycle-state.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { MetadataRecord, PartitionState } from '../metadata/records.ts'
import { nodeById, processOf } from '../node.ts'
import { ALTER_PARTITION, CREATE_TOPICS } from '../protocol/api.ts'
import type { AlterPartitionResponse } from '../protocol/broker-requests.ts'
import type { CreateTopicsResponse, NewTopic } from '../protocol/create-topics.ts'
import { readMetadataLog } from '../raft/metadata-log.ts'
import { metadataLogOf, raftOf } from '../raft/state.ts'
import {
  adminAnswers,
  askController,
  end,
  leaderOf,
  quorumWorld,
  runFor,
  runUntil,
  start,
  startAll,
} from '../raft/testing/quorum-world.ts'
import { controllerOf } from './state.ts'

vi.mock('../broker/publish.ts', () => ({
  publishMetadata: () => undefined,
  recoverLogs: () => 1_000,
  logsRecovered: () => undefined,
}))

const BROKERS = [1, 2, 3]

function lifeOf(world: World, id: number): Lifecycle {
  return find(world, `lifecycle:${id}`) as Lifecycle
}

function controllerId(world: World): number {
  return leaderOf(world)?.nodeId ?? -1
}

function partition(world: World, name: string): PartitionState {
  const state = imageOf(world, nodeById(world, controllerId(world))).partitions.get(name)
  if (state === undefined) throw new Error(`no partition ${name}`)
  return state
}

function newTopic(fields: Partial<NewTopic> = {}): NewTopic {
  return {
    name: 'orders',
    partitions: -1,
    replicationFactor: -1,
    placement: [
      [1, 2, 3],
      [2, 3, 1],
    ],
    config: { 'min.insync.replicas': '2' },
    ...fields,
  }
}

/** Three controllers and three running brokers; with topic orders unless told. */
function cluster(seed: string, topics: readonly NewTopic[] = [newTopic()]): World {
  const world = quorumWorld(seed, [101, 102, 103], BROKERS)
  startAll(world)
  const upMs = runUntil(world, 20_000, () => BROKERS.every((id) => lifeOf(world, id).state === 'running'))
  expect(upMs).toBeGreaterThan(0)
  if (topics.length > 0) createTopics(world, topics)
  runFor(world, 300)
  return world
}

function createTopics(world: World, topics: readonly NewTopic[]): readonly number[] {
  const seen = adminAnswers(world).length
  askController(world, controllerId(world), CREATE_TOPICS, {
    sealed: true,
    type: 'createTopics',
    topics,
  } as never)
  expect(runUntil(world, 2_000, () => adminAnswers(world).length > seen)).toBeGreaterThan(0)
  return (adminAnswers(world)[seen] as CreateTopicsResponse).topics.map((topic) => topic.error)
}

/** Records by type and target of the controller's log from an offset on, one list a batch. */
function batchesFrom(world: World, offset: number): string[][] {
  const log = metadataLogOf(world, raftOf(world, nodeById(world, controllerId(world))))
  return readMetadataLog(log, offset, log.endOffset, Number.MAX_SAFE_INTEGER)
    .map((batch) => batch.records.map(short))
    .filter((batch) => batch[0] !== 'noOp')
}

function short(record: MetadataRecord): string {
  switch (record.type) {
    case 'partitionChange':
      return `${record.topic}-${record.index} leader ${record.leader} isr ${record.isr} elr ${record.elr}`
    case 'brokerRegistrationChange':
      return `${record.brokerId} ${record.fenced === 1 ? 'fence' : record.fenced === -1 ? 'unfence' : 'shutdown'}`
    case 'registerBroker':
      return `register ${record.brokerId}`
    default:
      return record.type
  }
}

function logEnd(world: World): number {
  return metadataLogOf(world, raftOf(world, nodeById(world, controllerId(world)))).endOffset
}

describe('a cluster', () => {
  test('starts: brokers register with the offset of their record, catch up, and are unfenced', () => {
    const world = cluster('start', [])
    const log = metadataLogOf(world, raftOf(world, nodeById(world, controllerId(world))))
    for (const batch of readMetadataLog(log, 0, log.endOffset, Number.MAX_SAFE_INTEGER)) {
      batch.records.forEach((record, at) => {
        if (record.type === 'registerBroker') expect(record.brokerEpoch).toBe(batch.baseOffset + at)
      })
    }
    for (const id of BROKERS) {
      const broker = imageOf(world, nodeById(world, id)).brokers.get(id)
      expect(broker?.fenced).toBe(false)
      expect(broker?.brokerEpoch).toBe(lifeOf(world, id).brokerEpoch)
      expect(processOf(world, nodeById(world, id)).listening).toBe(true)
    }
  })

  test('starts from 40 seeds, and every node ends with the same image', () => {
    for (let seed = 0; seed < 40; seed++) {
      const world = cluster(`seeds-${seed}`)
      runFor(world, 1_000)
      const image = JSON.stringify([...imageOf(world, nodeById(world, 1)).partitions])
      for (const id of [2, 3, 101, 102, 103]) {
        expect(JSON.stringify([...imageOf(world, nodeById(world, id)).partitions])).toBe(image)
      }
    }
  })

  test('fences a killed broker 7 to 10.2 s later, partitions first, in one batch', () => {
    let late = 0
    for (let seed = 0; seed < 20; seed++) {
      const world = cluster(`fence-${seed}`)
      runFor(world, 2_000 + seed * 97)
      const offset = logEnd(world)
      end(world, 1, 'killed')
      const tookMs = runUntil(world, 12_000, () => partition(world, 'orders-0').leader !== 1)
      expect(tookMs).toBeGreaterThanOrEqual(6_990)
      expect(tookMs).toBeLessThanOrEqual(10_200)
      late = Math.max(late, tookMs)
      expect(batchesFrom(world, offset)).toEqual([
        ['orders-0 leader 2 isr 2,3 elr null', 'orders-1 leader null isr 2,3 elr null', '1 fence'],
      ])
      expect(partition(world, 'orders-0').leaderEpoch).toBe(1)
      expect(partition(world, 'orders-1').leaderEpoch).toBe(0)
    }
    // The round that finds the session ended comes up to an eighth of a session after its end.
    expect(late).toBeGreaterThan(9_060)
  })

  test('keeps the last two holders of a partition in its ELR when all brokers die, and remembers the last leader', () => {
    const world = cluster('elr')
    for (const id of BROKERS) end(world, id, 'killed')
    runFor(world, 12_000)
    const state = partition(world, 'orders-0')
    expect([state.leader, state.isr]).toEqual([-1, []])
    expect(state.elr.length).toBe(2)
    expect(state.lastKnownElr.length).toBe(1)
  })

  test('a killed broker may not register again before its old session ends, and an unclean stop costs it ISR and ELR', () => {
    const world = cluster('again')
    end(world, 1, 'killed')
    start(world, 1)
    runFor(world, 3_000)
    expect(lifeOf(world, 1).brokerEpoch).toBe(-1)
    expect(lifeOf(world, 1).failures).toBeGreaterThan(3)
    const backMs = runUntil(world, 20_000, () => lifeOf(world, 1).state === 'running')
    expect(backMs).toBeGreaterThan(3_900)
    expect(partition(world, 'orders-0').isr).toEqual([2, 3])
    expect(partition(world, 'orders-0').leader).toBe(2)
  })

  test('an orderly stop moves the leaderships first, and leaves the clean mark', () => {
    const world = cluster('orderly')
    const offset = logEnd(world)
    const epoch = lifeOf(world, 1).brokerEpoch
    stopProcess(world, processOf(world, nodeById(world, 1)))
    const tookMs = runUntil(world, 20_000, () => processOf(world, nodeById(world, 1)).life === 'stopped')
    expect(tookMs).toBeGreaterThan(0)
    expect(tookMs).toBeLessThan(5_000)
    expect((find(world, 'files:1') as Files).cleanShutdownEpoch).toBe(epoch)
    expect(batchesFrom(world, offset)).toEqual([
      ['1 shutdown', 'orders-0 leader 2 isr 2,3 elr null', 'orders-1 leader null isr 2,3 elr null'],
      ['1 fence'],
    ])
  })

  test('the fence record of an orderly stop comes with the heartbeat 2 s after the leaderships moved', () => {
    const world = cluster('leave')
    const offset = logEnd(world)
    stopProcess(world, processOf(world, nodeById(world, 1)))
    const movedMs = runUntil(world, 1_000, () => partition(world, 'orders-0').leader === 2)
    expect(movedMs).toBeLessThan(100)
    const gone = (): boolean => imageOf(world, nodeById(world, 2)).brokers.get(1)?.fenced === true
    const fencedMs = runUntil(world, 5_000, gone)
    expect(fencedMs).toBeGreaterThan(1_900)
    expect(fencedMs).toBeLessThan(2_300)
    expect(batchesFrom(world, offset)).toHaveLength(2)
  })

  test('being fenced does not end a session: a cleanly stopped broker is fenced again when it ends, with no other record', () => {
    const world = cluster('second-fence')
    stopProcess(world, processOf(world, nodeById(world, 1)))
    runUntil(world, 5_000, () => processOf(world, nodeById(world, 1)).life === 'stopped')
    const offset = logEnd(world)
    runFor(world, 8_500)
    expect(batchesFrom(world, offset)).toEqual([])
    runFor(world, 2_000)
    expect(batchesFrom(world, offset)).toEqual([['1 fence']])
    runFor(world, 20_000)
    expect(batchesFrom(world, offset)).toEqual([['1 fence']])
  })

  test('a cleanly stopped broker is refused with 101 until its session ends, and then registers as clean', () => {
    const world = cluster('clean-return')
    stopProcess(world, processOf(world, nodeById(world, 1)))
    runUntil(world, 5_000, () => processOf(world, nodeById(world, 1)).life === 'stopped')
    const offset = logEnd(world)
    start(world, 1)
    runFor(world, 5_000)
    expect(lifeOf(world, 1).failures).toBeGreaterThan(3)
    const backMs = runUntil(world, 15_000, () => lifeOf(world, 1).state === 'running')
    expect(backMs).toBeGreaterThan(3_000)
    expect((find(world, 'files:1') as Files).cleanShutdownEpoch).toBe(-1)
    // Back in before the round that would have fenced it a second time, or after it; either way no partition is touched.
    const written = batchesFrom(world, offset).flat()
    expect(written.filter((record) => record !== '1 fence')).toEqual(['register 1', '1 unfence'])
  })

  test('an empty log gets the records of a new cluster first, as one transaction', () => {
    const world = cluster('bootstrap', [])
    expect(batchesFrom(world, 0)[1]).toEqual([
      'beginTransaction',
      ...Array.from({ length: 6 }, () => 'featureLevel'),
      'config',
      'endTransaction',
    ])
  })

  test('a topic that sets min.insync.replicas clears its ELR as it is made; another does not', () => {
    const world = cluster('clear-elr', [])
    const offset = logEnd(world)
    createTopics(world, [newTopic(), newTopic({ name: 'bills', config: { 'retention.ms': '5' } })])
    expect(batchesFrom(world, offset)).toEqual([
      ['topic', 'config', 'clearElr', 'partition', 'partition', 'topic', 'config', 'partition', 'partition'],
    ])
  })

  test('the last leader of a partition whose ELR emptied is elected as it is unfenced, uncleanly, and recovers with its next AlterPartition', () => {
    const world = cluster('last-leader')
    for (const id of [1, 2, 3]) {
      end(world, id, 'killed')
      runFor(world, 12_000)
    }
    expect(partition(world, 'orders-0')).toMatchObject({
      leader: -1,
      isr: [],
      elr: [2, 3],
      lastKnownElr: [3],
    })
    start(world, 2)
    runFor(world, 3_000)
    expect(partition(world, 'orders-0')).toMatchObject({ leader: -1, isr: [], elr: [3], lastKnownElr: [3] })
    const offset = logEnd(world)
    start(world, 3)
    runFor(world, 3_000)
    expect(batchesFrom(world, offset)).toEqual([
      ['orders-0 leader null isr null elr ', 'orders-1 leader null isr null elr ', 'register 3'],
      ['3 unfence', 'orders-0 leader 3 isr 3 elr null', 'orders-1 leader 3 isr 3 elr null'],
    ])
    expect(partition(world, 'orders-0')).toMatchObject({
      leader: 3,
      leaderEpoch: 4,
      lastKnownElr: [],
      recovering: true,
    })
  })

  test('a new controller gives every live broker a fresh session, and the cluster goes on', () => {
    const world = cluster('failover')
    runFor(world, 3_000)
    const old = controllerId(world)
    end(world, 1, 'killed')
    end(world, old, 'killed')
    runUntil(
      world,
      10_000,
      () => controllerId(world) > 0 && controllerOf(world, nodeById(world, controllerId(world))).active,
    )
    const tookMs = runUntil(world, 12_000, () => partition(world, 'orders-0').leader !== 1)
    expect(tookMs).toBeGreaterThanOrEqual(8_990)
    expect(tookMs).toBeLessThanOrEqual(9_100)
    runFor(world, 15_000)
    const { image } = controllerOf(world, nodeById(world, controllerId(world)))
    expect([1, 2, 3].map((id) => image.brokers.get(id)?.fenced)).toEqual([true, false, false])
  })

  test('goes the same way with a checkpoint after every few events, and again from each of them', () => {
    const runs = [0, 1, 7].map((every) => {
      const world = quorumWorld('checkpoints', [101, 102, 103], BROKERS)
      const kept: { readonly checkpoint: Checkpoint; readonly hash: string }[] = []
      const each = () => {
        if (every === 0 || world.event % every !== 0) return
        const made = checkpoint(world)
        if (world.event % 501 === 0) kept.push({ checkpoint: made, hash: hashText(stateHash(world)) })
      }
      startAll(world)
      runFor(world, 4_000, each)
      createTopics(world, [newTopic()])
      runFor(world, 2_000, each)
      end(world, 1, 'killed')
      end(world, controllerId(world), 'powerLost')
      runFor(world, 14_000, each)
      for (const row of kept) expect(hashText(stateHash(restore(world, row.checkpoint)))).toBe(row.hash)
      return hashText(world.traceHash) + hashText(stateHash(world))
    })
    expect(runs[1]).toBe(runs[0])
    expect(runs[2]).toBe(runs[0])
  })

  test('a combined node is voter and broker at once', () => {
    const world = quorumWorld('combined', [1, 2, 3], [1, 2, 3])
    startAll(world)
    expect(
      runUntil(world, 20_000, () => BROKERS.every((id) => lifeOf(world, id).state === 'running')),
    ).toBeGreaterThan(0)
  })
})

describe('CreateTopics', () => {
  test('refuses what Kafka refuses, topic by topic', () => {
    const world = cluster('topics')
    const errors = createTopics(world, [
      newTopic(),
      newTopic({ name: 'no spaces' }),
      newTopic({ name: 'a.b' }),
      newTopic({ name: 'x', placement: [[1, 1]] }),
      newTopic({ name: 'y', placement: [[1, 9]] }),
      newTopic({ name: 'z', partitions: 3 }),
      newTopic({ name: 'few', placement: null, partitions: 0 }),
      newTopic({ name: 'many', placement: null, partitions: 1, replicationFactor: 4 }),
      newTopic({ name: 'odd', config: { 'min.insync.replicas': 'x' } }),
      newTopic({ name: 'fine', placement: null, partitions: 6, replicationFactor: 3 }),
    ])
    expect(errors).toEqual([36, 17, 0, 39, 39, 42, 37, 38, 40, 0])
    expect(createTopics(world, [newTopic({ name: 'a_b' })])).toEqual([17])
    const { image } = controllerOf(world, nodeById(world, controllerId(world)))
    expect(image.topics.get('fine')?.partitions.length).toBe(6)
    expect(partition(world, 'fine-5').isr.length).toBe(3)
  })
})

describe('AlterPartition', () => {
  test('is checked in order: epochs, sender, members, and who may be in the ISR', () => {
    const world = cluster('alter')
    end(world, 3, 'killed')
    runFor(world, 10_000)
    const epochs = new Map(BROKERS.map((id) => [id, lifeOf(world, id).brokerEpoch]))
    const state = partition(world, 'orders-0')
    const ask = (fields: object, brokerId = 1): number => {
      const item = {
        partition: 'orders-0',
        leaderEpoch: state.leaderEpoch,
        partitionEpoch: state.partitionEpoch,
        isr: [1, 2].map((id) => ({ brokerId: id, brokerEpoch: epochs.get(id) ?? -1 })),
        ...fields,
      }
      const body = {
        sealed: true,
        type: 'alterPartition',
        brokerId,
        brokerEpoch: epochs.get(brokerId),
        partitions: [item],
      }
      const seen = adminAnswers(world).length
      askController(world, controllerId(world), ALTER_PARTITION, body as never)
      runUntil(world, 1_000, () => adminAnswers(world).length > seen)
      const answer = adminAnswers(world)[seen] as AlterPartitionResponse
      return answer.error === 0 ? (answer.partitions[0]?.error ?? -99) : answer.error
    }
    expect(state.isr).toEqual([1, 2])
    expect(ask({ partition: 'orders-9' })).toBe(3)
    expect(ask({ partitionEpoch: 99 })).toBe(41)
    expect(ask({ leaderEpoch: -1 })).toBe(74)
    expect(ask({}, 2)).toBe(42)
    expect(ask({ partitionEpoch: 0 })).toBe(95)
    expect(ask({ isr: [{ brokerId: 2, brokerEpoch: -1 }] })).toBe(42)
    expect(ask({ isr: [1, 3].map((brokerId) => ({ brokerId, brokerEpoch: -1 })) })).toBe(107)
    expect(ask({ isr: [1, 2].map((brokerId) => ({ brokerId, brokerEpoch: 0 })) })).toBe(107)
    expect(ask({ isr: [{ brokerId: 1, brokerEpoch: -1 }] })).toBe(0)
    expect(partition(world, 'orders-0').isr).toEqual([1])
    expect(partition(world, 'orders-0').elr).toEqual([2])
    expect(partition(world, 'orders-0').leaderEpoch).toBe(state.leaderEpoch)
  })
})
