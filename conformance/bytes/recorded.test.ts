// What Kafka's own tools, brokers and consumer said of exported directories (recordings/), and that an export still gives those records.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runEngine } from './engine-run.ts'
import { decodeExported, exportLogs } from './exported-logs.ts'
import type { LogFacts } from './log-record.ts'
import { allFactsOf, factsOf } from './log-record.ts'

interface Recording {
  readonly kafka: string
  readonly file: string
  readonly seed: string
  readonly at: string
  readonly traceHash: string
  readonly dump: {
    readonly files: { readonly [kind: string]: number }
    readonly filesDumped: number
    readonly batches: number
    readonly validBatches: number
    readonly records: number
    readonly mismatches: readonly string[]
    readonly otherComplaints: readonly string[]
  }
  readonly logFiles: { readonly replaced: number; readonly sameAfterwards: number }
  readonly serverComplaints: readonly string[]
  readonly engine: FactsByReplica
  readonly decoded: FactsByReplica
  readonly consumed: FactsByReplica
}

type FactsByReplica = { readonly [replica: string]: LogFacts }

const folder = new URL('recordings/4.3.1/', import.meta.url)
const names = readdirSync(folder).sort()
const recordings = names.map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Recording)
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

it('a segment that rolled and a failed-over leader are both recorded', () => {
  expect(names).toEqual(['export-leader-failover.json', 'export-rolled-segments.json'])
  expect(recordings[1]?.dump.files.snapshot).toBeGreaterThan(0)
})

for (const recording of recordings) {
  const { file, seed, at, dump, logFiles, engine, decoded, consumed } = recording
  describe(`${file} at ${at}, exported and given to Kafka ${recording.kafka}`, async () => {
    it('is read by DumpLogSegments without complaint', () => {
      expect(dump.filesDumped).toBe(sum(Object.values(dump.files)))
      expect(dump.batches).toBeGreaterThan(0)
      expect(dump.validBatches).toBe(dump.batches)
      expect([dump.mismatches, dump.otherComplaints]).toEqual([[], []])
    })

    it('is served by brokers that find nothing to cut or mend', () => {
      expect(recording.serverComplaints).toEqual([])
      expect(logFiles).toEqual({ replaced: dump.files.log, sameAfterwards: dump.files.log })
    })

    it('gives a consumer, from every replica, the records of the engine and of our decoder', () => {
      expect(consumed).toEqual(engine)
      expect(decoded).toEqual(engine)
      const counts = Object.values(consumed).map(({ records }) => records)
      expect(Math.min(...counts)).toBeGreaterThan(0)
      expect(dump.records).toBe(sum(counts))
    })

    const run = await runEngine(file, seed, at)
    const exported = await freshExport(recording)
    const isSameRun = run.traceHash === recording.traceHash
    const otherwise = isSameRun ? '' : ` (skipped: the run's trace is ${run.traceHash} now; record it anew)`
    it.skipIf(!isSameRun)(`is exported today with the records that Kafka read${otherwise}`, () => {
      expect(exported).toEqual(consumed)
    })

    it('is exported today with the records that the engine has, whichever run it is', () => {
      expect(exported).toEqual(allFactsOf(run.replicas))
    })
  })
}

it('one byte of a key or value, an offset or a time more, and the facts differ', () => {
  const record = { offset: 0, timestampMs: 5, key: '61', value: 'ff' }
  const facts = factsOf([record])
  expect(factsOf([{ ...record, key: '62' }]).recordsHash).not.toBe(facts.recordsHash)
  expect(factsOf([{ ...record, value: 'fe' }]).recordsHash).not.toBe(facts.recordsHash)
  expect(factsOf([{ ...record, offset: 1 }]).recordsHash).not.toBe(facts.recordsHash)
  expect(factsOf([{ ...record, timestampMs: 6 }]).timesHash).not.toBe(facts.timesHash)
})

async function freshExport({ file, seed, at }: Recording): Promise<FactsByReplica> {
  const out = mkdtempSync(join(tmpdir(), 'highwater-'))
  try {
    await exportLogs(file, seed, at, out)
    return allFactsOf(decodeExported(out))
  } finally {
    rmSync(out, { recursive: true })
  }
}
