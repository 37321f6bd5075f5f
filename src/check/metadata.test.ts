import { describe, expect, it } from 'vitest'
import type { NodeImage } from '../kafka/metadata/node-image.ts'
import type { PartitionState } from '../kafka/metadata/records.ts'
import type { MetadataLog } from '../kafka/raft/metadata-log.ts'
import type { Raft } from '../kafka/raft/state.ts'
import { truthImage } from '../kafka/truth.ts'
import { find } from '../sim/world.ts'
import { verdicts } from './invariant.ts'
import { checkMetadataAgreement, noteMetadataApplied, notePartitionWritten } from './metadata.ts'
import { input, runFailover } from './testing/failover.ts'

function survives() {
  const inputs = [input(5, 'kill', { node: '101' })]
  const { world, checks } = runFailover({ seed: '1', inputs, untilUs: 12_000_000 })
  const log = find(world, 'metadata-log:1') as MetadataLog
  const { highWatermark } = find(world, 'raft:2') as Raft
  return { world, checks, log, highWatermark, process: find(world, 'process:1')?.slot ?? -1 }
}

function found({ checks }: Pick<ReturnType<typeof survives>, 'checks'>): number {
  return verdicts(checks).find(({ id }) => id === 'metadata-survives')?.finding.violations.length ?? -1
}

describe('below the lower of two high watermarks two metadata logs', () => {
  it('agree, also over a change of the controller', () => {
    const run = survives()
    expect(run.log.epochs.length).toBeGreaterThan(1)
    expect(found(run)).toBe(0)
  })

  it('are seen to part where an epoch begins elsewhere, but not above it', () => {
    const run = survives()
    const last = run.log.epochs.at(-1)
    if (last === undefined) throw new Error('no epoch')
    run.log.epochs[run.log.epochs.length - 1] = { ...last, startOffset: last.startOffset + 1 }
    checkMetadataAgreement(run.world, run.checks, run.process, last.startOffset)
    expect(found(run)).toBe(0)
    checkMetadataAgreement(run.world, run.checks, run.process, run.highWatermark)
    expect(found(run)).toBeGreaterThan(0)
  })
})

describe('what a controller has written of a partition', () => {
  it('is looked at once a node has applied it, though one that is behind applies what came before', () => {
    const { world, checks } = runFailover({ seed: '1', inputs: [], untilUs: 6_000_000 })
    const state = truthImage(world).partitions.get('orders-0')
    if (state === undefined) throw new Error('no partition')
    const applies = (node: number, now: Partial<PartitionState>): void => {
      const image = find(world, `image:${node}`) as NodeImage
      image.partitions.set('orders-0', { ...state, ...now })
      noteMetadataApplied(world, checks, find(world, `process:${node}`)?.slot ?? -1)
    }
    notePartitionWritten(checks, 'orders-0')
    applies(1, { partitionEpoch: 5 })
    notePartitionWritten(checks, 'orders-0')
    applies(2, { partitionEpoch: 4 })
    applies(1, { partitionEpoch: 6, isr: [1, 9] })
    const { finding } = verdicts(checks).find(({ id }) => id === 'isr-of-replicas') ?? {}
    expect(finding?.violations.map(({ detail }) => detail.key)).toEqual(['evidence.isr-of-strangers'])
  })
})
