// npm run conformance:bytes -- <scenario> [--seed 1] [--at 40s] [--keep yes]: what export-logs writes, before the real tools and a real cluster.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { bundleForNode } from '../../scripts/bundle.mjs'
import { ensureInstalled, root } from '../../scripts/project.mjs'
import { dumpAll } from './dump.mjs'
import { scenarioFile } from './files.mjs'
import { KAFKA, prepare } from './java.mjs'
import { serve } from './serve.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, at: { type: 'string' }, keep: { type: 'string' } },
})
ensureInstalled()
process.chdir(root)
const file = scenarioFile(
  positionals[0],
  'usage: npm run conformance:bytes -- <scenario> [--seed 1] [--at 40s]',
)
const module = await bundleForNode('conformance-bytes', 'conformance/bytes/engine.ts', ['conformance/bytes'])
const { runEngine, exportLogs, decodeExported, allFactsOf } = await import(pathToFileURL(module).href)

const work = mkdtempSync(join(tmpdir(), 'highwater-bytes-'))
const out = join(work, 'exported')
try {
  await prepare()
  const run = await runEngine(file, values.seed, values.at)
  await exportLogs(file, run.seed, run.at, out)
  const dump = await dumpAll(out)
  console.log(JSON.stringify(dump, null, 2))
  const { consumed, logFiles, serverComplaints } = await serve(run, out, work)
  const [engine, decoded, served] = [run.replicas, decodeExported(out), consumed].map(allFactsOf)
  const { engineVersion, seed, at, traceHash } = run
  const head = { kafka: KAFKA, scenario: basename(file, '.yaml'), file, seed, at, engineVersion, traceHash }
  const recording = { ...head, dump, logFiles, serverComplaints, engine, decoded, consumed: served }
  const place = join(root, 'conformance', 'bytes', 'recordings', KAFKA, `export-${head.scenario}.json`)
  mkdirSync(dirname(place), { recursive: true })
  writeFileSync(place, `${JSON.stringify(recording, null, 2)}\n`)
  console.log(JSON.stringify({ logFiles, serverComplaints, consumed: served }, null, 2))
  const faults = faultsOf(recording)
  console.log(
    `${relative(root, place)}: ${faults.length === 0 ? 'no complaint, equal records' : faults.join(', ')}`,
  )
  if (faults.length > 0) process.exitCode = 1
} finally {
  if (values.keep === 'yes') console.log(`kept: ${work}`)
  else rmSync(work, { recursive: true, force: true })
}

function faultsOf({ dump, logFiles, serverComplaints, engine, decoded, consumed }) {
  const holds = {
    'files not dumped': dump.filesDumped === Object.values(dump.files).reduce((sum, count) => sum + count, 0),
    'batches not valid': dump.batches > 0 && dump.validBatches === dump.batches,
    mismatches: dump.mismatches.length === 0,
    'other complaints': dump.otherComplaints.length === 0,
    'logs changed by the brokers': logFiles.replaced > 0 && logFiles.sameAfterwards === logFiles.replaced,
    'complaints of the brokers': serverComplaints.length === 0,
    'decoded records differ': JSON.stringify(decoded) === JSON.stringify(engine),
    'consumed records differ': JSON.stringify(consumed) === JSON.stringify(engine),
  }
  return Object.keys(holds).filter((fault) => !holds[fault])
}
