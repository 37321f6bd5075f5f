import { afterEach, describe, expect, it, vi } from 'vitest'
import { RECORDING_PLANTS } from '../../src/kafka/plants.ts'
import { differences, verdictsOf } from './takes.ts'

describe('a planted bug is told by a recording', () => {
  for (const plant of RECORDING_PLANTS) {
    it(`${plant.recording} tells when ${plant.breaks}`, () => {
      expect(differences(verdictsOf(plant.recording, '1', [plant.id]))).not.toEqual([])
    })
  }

  it('acks1-lost tells when a follower keeps a tail that its leader does not have', () => {
    expect(differences(verdictsOf('acks1-lost', '1', ['divergence-ignored']))).not.toEqual([])
  })

  it('clean-failover tells when the first replica leads whoever was elected', () => {
    expect(differences(verdictsOf('clean-failover', '1', ['leads-unelected']))).not.toEqual([])
  })
})

describe('a planted bug of groups is told by a recording', () => {
  it('kip848-uniform tells when a partition is granted before its owner has given it up', () => {
    expect(differences(verdictsOf('kip848-uniform', '1', ['grants-what-is-held']))).toContainEqual(
      expect.stringContaining('client:c2 rebalance[1] atMs'),
    )
  })

  it('assignor-range tells when a partition is given to two members', () => {
    expect(differences(verdictsOf('assignor-range', '1', ['assignment-doubled']))).toContainEqual(
      expect.stringContaining('group:g history'),
    )
  })
})

/** The differences of one recording with a module of the engine exchanged. */
async function differencesWithout(scenario: string): Promise<string[]> {
  vi.resetModules()
  const takes = await import('./takes.ts')
  return takes.differences(takes.verdictsOf(scenario, '1'))
}

describe('an exchanged part is told by a recording', () => {
  afterEach(() => {
    vi.doUnmock('../../src/kafka/workload/murmur2.ts')
    vi.doUnmock('../../src/kafka/assignors/range.ts')
    vi.doUnmock('../../src/kafka/client/positions.ts')
    vi.doUnmock('../../src/kafka/log/batch.ts')
    vi.doUnmock('../../src/kafka/log/leader-epochs.ts')
    vi.doUnmock('../../src/kafka/log/producer-state.ts')
    vi.doUnmock('../../src/kafka/broker/high-watermark.ts')
    vi.doUnmock('../../src/kafka/broker/load-logs.ts')
    vi.doUnmock('../../src/kafka/log/files/segments.ts')
  })

  it('placement-keyed tells another hash of the key', async () => {
    vi.doMock('../../src/kafka/workload/murmur2.ts', async (original) => {
      const real = await original<typeof import('../../src/kafka/workload/murmur2.ts')>()
      return { ...real, murmur2: (bytes: readonly number[]) => real.murmur2(bytes) + 1 }
    })
    expect(await differencesWithout('placement-keyed')).toContainEqual(
      expect.stringContaining('step:keys result'),
    )
  })

  it('placement-keyed tells a batch that is a byte a record too long', async () => {
    vi.doMock('../../src/kafka/log/record-size.ts', async (original) => {
      const real = await original<typeof import('../../src/kafka/log/record-size.ts')>()
      const recordBytes: typeof real.recordBytes = (...fields) => real.recordBytes(...fields) + 1
      return { ...real, recordBytes }
    })
    expect(await differencesWithout('placement-keyed')).toContainEqual(expect.stringContaining('batches'))
  })

  it('elr-saves-partition tells an epoch without records that outlives a restart', async () => {
    vi.doMock('../../src/kafka/log/leader-epochs.ts', async (original) => {
      const real = await original<typeof import('../../src/kafka/log/leader-epochs.ts')>()
      return { ...real, truncateEpochsFromEnd: () => undefined }
    })
    expect(await differencesWithout('elr-saves-partition')).toContainEqual(
      expect.stringContaining('leaderEpochs'),
    )
  })

  it('idempotent-duplicates tells a leader that appends what it has already', async () => {
    vi.doMock('../../src/kafka/log/producer-state.ts', async (original) => {
      const real = await original<typeof import('../../src/kafka/log/producer-state.ts')>()
      return { ...real, checkSequence: () => ({ kind: 'accept' }) }
    })
    expect(await differencesWithout('idempotent-duplicates')).toContainEqual(
      expect.stringContaining('safe-0'),
    )
  })

  it('assignor-range tells members that are sorted the other way round', async () => {
    vi.doMock('../../src/kafka/assignors/range.ts', async (original) => {
      const real = await original<typeof import('../../src/kafka/assignors/range.ts')>()
      const range: typeof real.range = (group) => {
        const assignment = real.range(group)
        const shares = assignment.map(({ partitions }) => partitions).reverse()
        return assignment.map((share, place) => ({ ...share, partitions: shares[place] ?? [] }))
      }
      return { ...real, range }
    })
    expect(await differencesWithout('assignor-range')).toContainEqual(expect.stringContaining('two group:g'))
  })

  it('offset-reset tells a consumer that is out of range and stays where it is', async () => {
    vi.doMock('../../src/kafka/client/positions.ts', async (original) => {
      const real = await original<typeof import('../../src/kafka/client/positions.ts')>()
      const awaitReset: typeof real.awaitReset = (partition) => {
        partition.state = 'lost'
      }
      return { ...real, awaitReset }
    })
    expect(await differencesWithout('offset-reset')).toContainEqual(
      expect.stringContaining('step:below-earliest result'),
    )
  })

  it('quick-restart tells a broker that follows nobody until it is registered', async () => {
    vi.doMock('../../src/kafka/broker/load-logs.ts', async (original) => {
      const real = await original<typeof import('../../src/kafka/broker/load-logs.ts')>()
      const { later } = await import('../../src/sim/process.ts')
      const { processOf } = await import('../../src/kafka/node.ts')
      const { RECOVERED_TASK } = await import('../../src/kafka/timers.ts')
      const loadLogs: typeof real.loadLogs = (world, node) =>
        later(world, processOf(world, node), RECOVERED_TASK, 9_000_000, { sealed: true })
      return { ...real, loadLogs }
    })
    expect(await differencesWithout('quick-restart')).toContainEqual(
      expect.stringContaining('longestAckGapMs'),
    )
  })

  it('index-contents tells an index entry that points elsewhere', async () => {
    vi.doMock('../../src/kafka/log/segment.ts', async (original) => {
      const real = await original<typeof import('../../src/kafka/log/segment.ts')>()
      const indexBatch: typeof real.indexBatch = (segment, chunk, batch) =>
        real.indexBatch(segment, chunk, batch, 3_000)
      return { ...real, indexBatch }
    })
    expect(await differencesWithout('index-contents')).toContainEqual(expect.stringContaining('.index'))
  })

  it('acks-min-isr tells a high watermark that moves below min ISR', async () => {
    vi.doMock('../../src/kafka/broker/high-watermark.ts', async (original) => {
      const real = await original<typeof import('../../src/kafka/broker/high-watermark.ts')>()
      const { own } = await import('../../src/sim/world.ts')
      const maybeAdvanceHighWatermark: typeof real.maybeAdvanceHighWatermark = (world, node, replica) => {
        const mine = own(world, replica)
        const { effectiveMinIsr } = mine
        mine.effectiveMinIsr = 0
        const advanced = real.maybeAdvanceHighWatermark(world, node, mine)
        mine.effectiveMinIsr = effectiveMinIsr
        return advanced
      }
      return { ...real, maybeAdvanceHighWatermark }
    })
    expect(await differencesWithout('acks-min-isr')).toContainEqual(
      expect.stringContaining('seen-below-min-isr'),
    )
  })
})
