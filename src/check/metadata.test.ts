import { describe, expect, it } from 'vitest'
import type { MetadataLog } from '../kafka/raft/metadata-log.ts'
import type { Raft } from '../kafka/raft/state.ts'
import { find } from '../sim/world.ts'
import { verdicts } from './invariant.ts'
import { checkMetadataAgreement } from './metadata.ts'
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
