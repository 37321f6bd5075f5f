// What `export-logs` wrote, read back by the project's decoder.

import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { exportLogsCommand } from '../../src/cli/export-logs-command.ts'
import { wordsIn } from '../../src/cli/words.ts'
import { decodeBatch } from '../../src/kafka/log/bytes/decode-batch.ts'
import type { LogRecord, RecordsByReplica } from './log-record.ts'
import { logRecord } from './log-record.ts'

/** Into an empty folder, as the command does it. */
export async function exportLogs(file: string, seed: string, at: string, out: string): Promise<void> {
  await exportLogsCommand(wordsIn('en'), file, { seed, at, out })
}

export function decodeExported(out: string): RecordsByReplica {
  const replicas: { [replica: string]: LogRecord[] } = {}
  const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.log'),
  )
  for (const file of files.sort()) {
    const [broker = '', partition] = file.replaceAll('\\', '/').split('/')
    const replica = `${partition}@${broker.slice('broker-'.length)}`
    replicas[replica] = [...(replicas[replica] ?? []), ...decodeSegment(join(out, file))]
  }
  return replicas
}

function decodeSegment(path: string): LogRecord[] {
  const bytes = new Uint8Array(readFileSync(path))
  const records: LogRecord[] = []
  for (let at = 0; at < bytes.length; ) {
    const { batch, crcHolds, end } = decodeBatch(bytes, at)
    if (!crcHolds) throw new Error(`${path}: the CRC of the batch at ${at} does not hold`)
    if (at === 0 && batch.baseOffset !== Number.parseInt(basename(path), 10))
      throw new Error(`${path}: begins with offset ${batch.baseOffset}`)
    for (const { offsetDelta, timestampDelta, key, value } of batch.records) {
      const timestampMs = batch.baseTimestampMs + timestampDelta
      records.push(logRecord(batch.baseOffset + offsetDelta, timestampMs, key, value))
    }
    at = end
  }
  return records
}
