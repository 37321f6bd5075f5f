// What the release's DumpLogSegments says of every file that was exported.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { runJava } from './java.mjs'

const READ = ['log', 'index', 'timeindex', 'snapshot']

/** Lines that tell what is in a file. Every other line is a complaint. */
const TELLING = [
  /^Dumping \S+$/,
  /^Log starting offset: \d+$/,
  /^offset: \d+ position: \d+$/,
  /^timestamp: \d+ offset: \d+$/,
  /^producerId: \d+ producerEpoch: \d+ coordinatorEpoch: -1 currentTxnFirstOffset: OptionalLong.empty /,
]

/**
 * Said of any segment whose base offset is above 0, also of those that a broker wrote: the tool begins each file at offset -1.
 * The line that names the file comes before it.
 */
const NON_CONSECUTIVE = /^Non-consecutive offsets in \S+$/
const FROM_THE_BEGINNING = /^\s*-1 is followed by \d+$/

export async function dumpAll(out) {
  const names = readdirSync(out, { recursive: true, encoding: 'utf8' }).sort()
  const files = names.filter((name) => READ.includes(name.split('.').at(-1)))
  const paths = files.map((name) => join(out, name)).join(',')
  const lines = (
    await runJava('org.apache.kafka.tools.DumpLogSegments', ['--deep-iteration', '--files', paths])
  ).split('\n')
  const facts = {
    files: Object.fromEntries(
      READ.map((kind) => [kind, files.filter((name) => name.endsWith(`.${kind}`)).length]),
    ),
    filesDumped: lines.filter((line) => line.startsWith('Dumping ')).length,
    batches: 0,
    validBatches: 0,
    records: 0,
    indexEntries: lines.filter((line) => /^offset: \d+ position: \d+$/.test(line)).length,
    timeIndexEntries: lines.filter((line) => /^timestamp: \d+ offset: \d+$/.test(line)).length,
    producersInSnapshots: lines.filter((line) => line.startsWith('producerId: ')).length,
    knownHarmless: { 'Non-consecutive offsets: -1 is followed by the base offset': 0 },
    mismatches: [],
    otherComplaints: [],
  }
  for (const line of harmlessApart(lines, facts)) sort(line.replaceAll(out, ''), facts)
  return facts
}

function harmlessApart(lines, facts) {
  const rest = []
  let open = null
  for (const line of lines) {
    if (FROM_THE_BEGINNING.test(line) && open !== null) {
      facts.knownHarmless['Non-consecutive offsets: -1 is followed by the base offset'] += 1
      open.harmless = true
    } else if (NON_CONSECUTIVE.test(line)) {
      open = { line, harmless: false }
      rest.push(open)
    } else {
      if (open !== null && !line.startsWith(' ')) open = null
      else if (open !== null) open.harmless = false
      rest.push({ line, harmless: false })
    }
  }
  return rest.filter(({ harmless }) => !harmless).map(({ line }) => line)
}

function sort(line, facts) {
  const batch = /^baseOffset: .* count: (\d+) .* isvalid: (true|false)$/.exec(line)
  if (batch !== null) {
    facts.batches += 1
    if (batch[2] === 'true') facts.validBatches += 1
  } else if (/^\| offset: \d+ .*keySize: -?\d+ valueSize: -?\d+ /.test(line)) facts.records += 1
  else if (/mismatch/i.test(line)) facts.mismatches.push(line)
  else if (line !== '' && !TELLING.some((shape) => shape.test(line))) facts.otherComplaints.push(line)
}
