import { describe, expect, it } from 'vitest'
import {
  cleanShutdownText,
  leaderEpochText,
  metaPropertiesText,
  offsetCheckpointText,
  partitionMetadataText,
  segmentFileName,
} from './text-files.ts'
import { uuidText } from './uuid.ts'

// What a broker of Kafka 4.3.1 wrote, but for ids and the date.
describe('text files', () => {
  it('checkpoints: a version, a count, a line each', () => {
    const rows = [
      { topic: 'orders', index: 0, offset: 3 },
      { topic: 'orders', index: 1, offset: 0 },
    ]
    expect(offsetCheckpointText(rows)).toBe('0\n2\norders 0 3\norders 1 0\n')
    expect(offsetCheckpointText([])).toBe('0\n0\n')
  })

  it('leader-epoch-checkpoint: epochs and where they begin, nothing at all before the first', () => {
    const epochs = [
      { sealed: true, epoch: 0, startOffset: 0 },
      { sealed: true, epoch: 2, startOffset: 96 },
    ] as const
    expect(leaderEpochText(epochs, true)).toBe('0\n2\n0 0\n2 96\n')
    expect(leaderEpochText([], true)).toBe('0\n0\n')
    expect(leaderEpochText([], false)).toBe('')
  })

  it('partition.metadata: without a line end', () => {
    expect(partitionMetadataText('9Xspy-LvQBidhf0uq2p1WQ')).toBe(
      'version: 0\ntopic_id: 9Xspy-LvQBidhf0uq2p1WQ',
    )
  })

  it('meta.properties: as java.util.Properties stores them', () => {
    expect(metaPropertiesText(1, 'AAAAAAAAQACAAAAAAAAAAQ', 'hyoxigMK4O8XBCrn6NUgkQ')).toBe(
      '#\n#Thu Jan 01 00:00:00 UTC 1970\nnode.id=1\ndirectory.id=hyoxigMK4O8XBCrn6NUgkQ\nversion=1\ncluster.id=AAAAAAAAQACAAAAAAAAAAQ\n',
    )
  })

  it('.kafka_cleanshutdown: the broker epoch, so that the controller knows the stop was orderly', () => {
    expect(cleanShutdownText(12)).toBe('{"version":0,"brokerEpoch":12}')
  })

  it('names of segment files: the base offset in 20 digits', () => {
    expect(segmentFileName(0, 'log')).toBe('00000000000000000000.log')
    expect(segmentFileName(1_234_567, 'timeindex')).toBe('00000000000001234567.timeindex')
  })
})

describe('an id', () => {
  it('is a random UUID of version 4 in 22 digits, which is no option to a shell', () => {
    const ids = Array.from({ length: 2_000 }, (_, topic) => uuidText('42', `topic/${topic}`))
    for (const id of ids) {
      expect(id).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_-]{21}$/)
      const bytes = Buffer.from(id, 'base64url')
      expect([bytes.length, (bytes[6] ?? 0) >> 4, (bytes[8] ?? 0) >> 6]).toEqual([16, 4, 2])
    }
    expect(new Set(ids).size).toBe(2_000)
  })

  it('hangs on the seed', () => {
    expect(uuidText('42', 'cluster')).toBe(uuidText('42', 'cluster'))
    expect(uuidText('42', 'cluster')).not.toBe(uuidText('43', 'cluster'))
  })
})
