import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { decodeBatch } from '../kafka/log/bytes/decode-batch.ts'
import type { RecordBatch } from '../kafka/log/bytes/record-batch.ts'
import { partitionForKey } from '../kafka/workload/key-hash.ts'
import { exportLogsCommand } from './export-logs-command.ts'
import { stateCommand } from './state-command.ts'
import { UsageError } from './usage-error.ts'
import { wordsIn } from './words.ts'

const en = wordsIn('en')
const ko = wordsIn('ko')
const TEXT = readFileSync('scenarios/leader-failover.yaml', 'utf8')
/** Small segments, so that they roll, and broker 2 stopped in an orderly way at the end. */
const ROLLING = TEXT.slice(0, TEXT.indexOf('\nexpect:'))
  .replace('min.insync.replicas: 2', 'min.insync.replicas: 2, segment.ms: 9000, index.interval.bytes: 1000')
  .concat("\n  - { at: 41s, do: stop, node: '2' }\n")

const folder = (): string => mkdtempSync(join(tmpdir(), 'highwater-'))

/** All that the .log files hold, one after the other. */
function logBytes(directory: string): Buffer {
  const names = readdirSync(directory).filter((name) => name.endsWith('.log'))
  return Buffer.concat(names.sort().map((name) => readFileSync(join(directory, name))))
}

function batchesIn(directory: string): RecordBatch[] {
  const batches: RecordBatch[] = []
  for (const file of readdirSync(directory).sort()) {
    if (!file.endsWith('.log')) continue
    const bytes = new Uint8Array(readFileSync(join(directory, file)))
    for (let at = 0; at < bytes.length; ) {
      const { batch, crcHolds, end } = decodeBatch(bytes, at)
      expect(crcHolds).toBe(true)
      if (at === 0) expect(file).toBe(`${String(batch.baseOffset).padStart(20, '0')}.log`)
      batches.push(batch)
      at = end
    }
  }
  return batches
}

describe('export-logs', () => {
  test('writes every replica’s records, which read back whole and the same on each broker', async () => {
    const out = folder()
    const answer = await exportLogsCommand(en, 'leader-failover', { at: '40s', out })
    expect(answer.code).toBe(0)
    const state = JSON.parse(
      (await stateCommand(en, 'leader-failover', { at: '40s', json: true })).lines.join(''),
    )
    expect(readdirSync(out).sort()).toEqual(['broker-1', 'broker-2', 'broker-3'])
    for (const partition of [0, 1, 2]) {
      const directory = (broker: number): string => join(out, `broker-${broker}`, `orders-${partition}`)
      const first = logBytes(directory(1))
      for (const broker of [2, 3]) expect(logBytes(directory(broker)).equals(first)).toBe(true)
      let next = 0
      for (const batch of batchesIn(directory(1))) {
        expect(batch.baseOffset).toBe(next)
        next += batch.records.length
        for (const { key, value } of batch.records) {
          expect(partitionForKey(Buffer.from(key ?? []).toString(), 3)).toBe(partition)
          expect(value?.length).toBe(100)
        }
      }
      const [{ logEnd }] = state.partitions[partition].replicaStates
      expect(next).toBe(logEnd)
    }
    const epochs = readFileSync(join(out, 'broker-3', 'orders-0', 'leader-epoch-checkpoint'), 'utf8')
    expect(epochs).toMatch(/^0\n2\n0 0\n1 \d+\n$/)
  })

  test('of a stopped broker closes its segments, and leaves the others’ indexes at their full size', async () => {
    const file = join(folder(), 'rolling.yaml')
    writeFileSync(file, ROLLING)
    const out = folder()
    await exportLogsCommand(en, file, { at: '60s', out })
    const sizes = (broker: number, ending: string): number[] => {
      const directory = join(out, `broker-${broker}`, 'orders-0')
      return readdirSync(directory)
        .filter((name) => name.endsWith(ending))
        .sort()
        .map((name) => statSync(join(directory, name)).size)
    }
    const closed = sizes(2, '.timeindex')
    expect(closed.length).toBeGreaterThan(2)
    for (const bytes of closed) expect([bytes % 12, bytes > 0 && bytes < 1_000_000]).toEqual([0, true])
    expect(sizes(3, '.timeindex').slice(0, -1)).toEqual(closed.slice(0, -1))
    expect(sizes(3, '.timeindex').at(-1)).toBe(10_485_756)
    expect(sizes(3, '.index').at(-1)).toBe(10_485_760)
    // One snapshot at each roll, and one at the end of the log of the broker that stopped.
    expect(sizes(3, '.snapshot').length).toBe(closed.length - 1)
    expect(sizes(2, '.snapshot').length).toBe(closed.length)
    expect(readdirSync(join(out, 'broker-2'))).toContain('.kafka_cleanshutdown')
    expect(readdirSync(join(out, 'broker-2'))).not.toContain('.lock')
    expect(readdirSync(join(out, 'broker-3'))).toContain('.lock')
    const lines = (broker: number, name: string): string[] =>
      readFileSync(join(out, `broker-${broker}`, name), 'utf8')
        .split('\n')
        .slice(2, -1)
    expect(lines(2, 'recovery-point-offset-checkpoint')).toEqual(lines(2, 'replication-offset-checkpoint'))
    expect(lines(3, 'recovery-point-offset-checkpoint')).not.toEqual(
      lines(2, 'recovery-point-offset-checkpoint'),
    )
  })

  test('writes the same bytes each time', async () => {
    const file = join(folder(), 'small-indexes.yaml')
    writeFileSync(file, ROLLING.replace('index.interval.bytes: 1000', 'segment.index.bytes: 12000'))
    const [one, two] = [folder(), folder()]
    await exportLogsCommand(en, file, { at: '6s', out: one })
    await exportLogsCommand(en, file, { at: '6s', out: two })
    const files = readdirSync(one, { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(one, name)).isFile(),
    )
    expect(files.length).toBeGreaterThan(50)
    for (const name of files)
      expect([name, readFileSync(join(one, name)).equals(readFileSync(join(two, name)))]).toEqual([
        name,
        true,
      ])
  })

  test('refuses a folder that holds something, and a place where it may not write', async () => {
    const out = folder()
    writeFileSync(join(out, 'mine.txt'), '')
    const asked = exportLogsCommand(ko, 'leader-failover', { at: '1s', out })
    await expect(asked).rejects.toThrow(UsageError)
    await expect(asked).rejects.toThrow('폴더가 비어 있지 않습니다')
    expect(readdirSync(out)).toEqual(['mine.txt'])
    const inFile = exportLogsCommand(en, 'leader-failover', { at: '1s', out: join(out, 'mine.txt', 'x') })
    await expect(inFile).rejects.toThrow(/cannot be written: ENOTDIR/)
  })

  test('refuses batches of which only the size is known, says where, and writes nothing', async () => {
    const file = join(folder(), 'zstd.yaml')
    writeFileSync(file, ROLLING.replace('acks: all', 'acks: all, compression.type: zstd'))
    const out = folder()
    const asked = exportLogsCommand(en, file, { at: '4s', out })
    await expect(asked).rejects.toThrow(UsageError)
    await expect(asked).rejects.toThrow('the batch at offset 0 of orders-0 on broker 1 is packed by zstd')
    await expect(exportLogsCommand(ko, file, { at: '4s', out })).rejects.toThrow('zstd 코덱')
    expect(readdirSync(out)).toEqual([])
    // Before the first record there is nothing that cannot be written.
    expect((await exportLogsCommand(en, file, { at: '1s', out })).code).toBe(0)
  })

  test('writes batches of gzip as gunzip reads them', async () => {
    const file = join(folder(), 'gzip.yaml')
    writeFileSync(file, ROLLING.replace('acks: all', 'acks: all, compression.type: gzip'))
    const out = folder()
    await exportLogsCommand(en, file, { at: '4s', out })
    const bytes = new Uint8Array(logBytes(join(out, 'broker-1', 'orders-0')))
    let records = 0
    for (let at = 0; at < bytes.length; ) {
      const { batch, crcHolds, end } = decodeBatch(bytes, at, (_codec, block) => gunzipSync(block))
      expect([crcHolds, batch.codec]).toEqual([true, 'gzip'])
      for (const { value } of batch.records) expect(value?.length).toBe(100)
      records += batch.records.length
      at = end
    }
    expect(records).toBeGreaterThan(20)
  })
})
