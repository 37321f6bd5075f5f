// npm run conformance:recovery -- <scenario> --at 32s [--seed 1]: logs that a loss of power has torn, as exported, before Kafka's own recovery.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { bundleForNode } from '../../scripts/bundle.mjs'
import { ensureInstalled, root } from '../../scripts/project.mjs'
import { scenarioFile } from './files.mjs'
import { KAFKA, prepare, runJava } from './java.mjs'

const usage = 'usage: npm run conformance:recovery -- <scenario> --at 32s [--seed 1]'
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, at: { type: 'string' } },
})
ensureInstalled()
process.chdir(root)
const file = scenarioFile(positionals[0], usage)
const module = await bundleForNode('conformance-bytes', 'conformance/bytes/engine.ts', ['conformance/bytes'])
const { engineRecovery, exportLogs } = await import(pathToFileURL(module).href)

const work = mkdtempSync(join(tmpdir(), 'highwater-recovery-'))
try {
  await prepare()
  const run = await engineRecovery(file, values.seed, values.at)
  const out = join(work, 'exported')
  await exportLogs(file, run.seed, run.at, out)
  const kafka = {}
  const above = {}
  for (const [replica, segment] of Object.entries(run.tornSegments)) {
    const [partition, node] = replica.split('@')
    const from = join(out, `broker-${node}`)
    kafka[replica] = await recovered(join(from, partition), checkpointed(from, partition))
    const later = kafka[replica].deleted.find((name) => name.endsWith('.log.deleted'))
    // The same files, had the disk said that the torn segment is flushed.
    if (later !== undefined)
      above[replica] = await recovered(join(from, partition), Number(later.slice(0, 20)))
    console.log(`${replica}: torn in segment ${segment}`)
  }
  const { recovered: engine, ...head } = run
  const recording = { kafka: KAFKA, file, ...head, engine, recovered: kafka, recoveredFromBehind: above }
  const place = join(root, 'conformance', 'bytes', 'recoveries', KAFKA, `${basename(file, '.yaml')}.json`)
  mkdirSync(join(place, '..'), { recursive: true })
  writeFileSync(place, `${JSON.stringify(recording, null, 2)}\n`)
  const isSame = JSON.stringify(sorted(engine)) === JSON.stringify(sorted(kafka))
  console.log(`${relative(root, place)}: ${isSame ? 'the same' : JSON.stringify({ engine, kafka }, null, 2)}`)
  if (!isSame || Object.keys(kafka).length === 0) process.exitCode = 1
} finally {
  rmSync(work, { recursive: true, force: true })
}

/** Recovery works on a copy: it writes. */
async function recovered(folder, recoveryPoint) {
  const copy = join(mkdtempSync(join(work, 'log-')), basename(folder))
  cpSync(folder, copy, { recursive: true })
  const said = await runJava('Recovered', [copy, String(recoveryPoint)])
  const told = said.split('\n').find((line) => line.startsWith('TOLD '))
  if (told === undefined) throw new Error(said)
  return JSON.parse(told.slice('TOLD '.length))
}

function checkpointed(folder, partition) {
  const split = partition.lastIndexOf('-')
  const start = `${partition.slice(0, split)} ${partition.slice(split + 1)} `
  const lines = readFileSync(join(folder, 'recovery-point-offset-checkpoint'), 'utf8').split('\n')
  return Number(lines.find((line) => line.startsWith(start))?.slice(start.length) ?? 0)
}

function sorted(replicas) {
  return Object.keys(replicas)
    .sort()
    .map((name) => {
      const { logEnd, segments, deleted } = replicas[name]
      return [name, logEnd, segments, deleted]
    })
}
