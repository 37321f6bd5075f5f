// `export-logs`: each broker's data directory at a moment, as files that Kafka's own tools read.

import { mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { clientNamed } from '../kafka/client-named.ts'
import type { WorkloadOf } from '../kafka/log/bytes/log-bytes.ts'
import { dataDirectory } from '../kafka/log/files/data-directory.ts'
import { estimatedBatch } from '../kafka/log/files/estimated-batch.ts'
import type { DataFile } from '../kafka/log/files/partition-files.ts'
import { nodesOf } from '../kafka/truth.ts'
import { EngineError } from '../sim/assert.ts'
import type { World } from '../sim/world.ts'
import { timeText } from '../tell/time-text.ts'
import { openHeadless, runUntil } from './headless.ts'
import type { Answer } from './run-command.ts'
import { openScenario } from './scenario-file.ts'
import { table } from './table.ts'
import { durationText, shellWord, timeOption } from './times.ts'
import { UsageError } from './usage-error.ts'
import type { Words } from './words.ts'

export interface ExportOptions {
  readonly seed?: string
  readonly at?: string
  readonly out: string
}

export async function exportLogsCommand(
  words: Words,
  asked: string,
  options: ExportOptions,
): Promise<Answer> {
  const { scenario, name } = await openScenario(words, asked)
  const timeUs = timeOption(words, '--at', options.at, scenario.untilUs)
  makeFolder(words, options.out)
  const headless = openHeadless(scenario, options.seed ?? scenario.seed)
  runUntil({ ...headless, watched: [] }, timeUs)
  const { world } = headless.branch.head
  refuseEstimates(words, world)
  const rows: string[][] = []
  for (const node of nodesOf(world)) {
    if (!node.isBroker) continue
    const folder = `broker-${node.id}`
    const files = dataDirectory(world, node, workloadsOf(world))
    for (const file of files) write(words, join(options.out, folder, file.path), file)
    const logs = files.filter((file) => file.path.endsWith('.log'))
    const bytes = logs.reduce((sum, file) => sum + file.sizeBytes, 0)
    rows.push([join(options.out, folder), String(files.length), String(logs.length), String(bytes)])
  }
  const columns = [
    { title: words.say('column.folder') },
    { title: words.say('column.files'), right: true },
    { title: words.say('column.segments'), right: true },
    { title: words.say('column.logBytes'), right: true },
  ]
  const moment = words.say('moment', { time: timeText(timeUs), event: world.event })
  const again = `REPRODUCE  npm run -s highwater -- export-logs ${shellWord(name)} --seed ${shellWord(headless.seed)} --at ${durationText(timeUs)} --out ${shellWord(options.out)}`
  return { lines: [moment, '', ...table(columns, rows), '', words.say('exportNote'), '', again], code: 0 }
}

/** Nothing is written where some bytes are unknown: a directory with holes in it is none. */
function refuseEstimates(words: Words, world: World): void {
  for (const node of nodesOf(world)) {
    const found = node.isBroker ? estimatedBatch(world, node) : null
    if (found === null) continue
    const { partition, baseOffset, codec } = found
    throw new UsageError(words.say('noBytes', { partition, node: node.id, offset: baseOffset, codec }))
  }
}

/** Never over what lies there already: two exports in one folder would be a directory that no broker ever had. */
function makeFolder(words: Words, out: string): void {
  try {
    mkdirSync(out, { recursive: true })
    if (readdirSync(out).length === 0) return
  } catch (error) {
    throw cannotWrite(words, out, error)
  }
  throw new UsageError(words.say('folderNotEmpty', { folder: out }))
}

/** The end of a preallocated file is a hole, which takes no place. */
function write(words: Words, path: string, file: DataFile): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    const bytes = file.bytes()
    writeFileSync(path, bytes)
    if (file.sizeBytes > bytes.length) truncateSync(path, file.sizeBytes)
  } catch (error) {
    if (error instanceof EngineError) throw error
    throw cannotWrite(words, path, error)
  }
}

function cannotWrite(words: Words, file: string, error: unknown): UsageError {
  const reason = error instanceof Error ? error.message : String(error)
  return new UsageError(words.say('cannotWrite', { file, reason }))
}

function workloadsOf(world: World): WorkloadOf {
  return (producer) => {
    const client = clientNamed(world, producer)
    if (client === null || client.kind !== 'producer') throw new EngineError(`no producer ${producer}`)
    return client.workload
  }
}
