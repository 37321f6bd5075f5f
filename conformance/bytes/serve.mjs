// The exported directories in a real cluster: its own topics are created, it is stopped, their segments and checkpoints are replaced, it is started again and read.
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { runJava, startJava } from './java.mjs'

const HOST = '127.0.0.1'
const CONTROLLER = 101
const CHECKPOINTS = [
  'cleaner-offset-checkpoint',
  'log-start-offset-checkpoint',
  'recovery-point-offset-checkpoint',
  'replication-offset-checkpoint',
]
/** Of a server's log after the start over exported files. A truncation that cuts nothing has other words. */
const COMPLAINT = /corrupt|discarding|Found invalid|Truncating to offset| (ERROR|FATAL) /

export async function serve(run, out, work) {
  const nodes = await prepareNodes(run, work)
  const task = join(work, 'task.json')
  const lines = join(work, 'read.txt')
  writeFileSync(task, JSON.stringify(taskFor(run, nodes)))
  try {
    startAll(nodes, 'first')
    await runJava('Served', ['create', task])
    await stopAll(nodes)
    for (const node of nodes) if (node.isBroker) replaceFiles(node, join(out, `broker-${node.id}`))
    startAll(nodes, 'second')
    await runJava('Served', ['read', task, lines])
    await stopAll(nodes)
  } finally {
    for (const { child } of nodes) if (child !== null && child.exitCode === null) child.kill('SIGKILL')
  }
  return {
    consumed: recordsIn(readFileSync(lines, 'utf8')),
    logFiles: compareLogs(nodes, out),
    serverComplaints: complaintsOf(nodes),
  }
}

/** No record may be too old to keep: the engine's clock begins at 1970. */
function taskFor(run, nodes) {
  const bootstrap = nodes.filter((node) => node.isBroker).map((node) => `${HOST}:${node.port}`)
  const ends = Object.entries(run.replicas).map(([name, records]) => [
    name,
    (records.at(-1)?.offset ?? -1) + 1,
  ])
  return {
    bootstrap: bootstrap.join(','),
    brokers: run.brokers,
    lastEpoch: run.lastEpoch,
    ends: Object.fromEntries(ends),
    topics: run.topics.map(({ name, placement, config }) => {
      if (placement === null) throw new Error(`the scenario must say where the partitions of ${name} lie`)
      return { name, placement, config: { ...config, 'retention.ms': '-1' } }
    }),
  }
}

async function prepareNodes(run, work) {
  const ids = [CONTROLLER, ...run.brokers]
  const ports = await freePorts(ids.length)
  const nodes = ids.map((id, place) => {
    const dir = join(work, `node-${id}`)
    const isBroker = id !== CONTROLLER
    const properties = join(dir, 'server.properties')
    return { id, isBroker, port: ports[place], dir, data: join(dir, 'data'), properties, child: null }
  })
  for (const { id, isBroker, port, dir, data, properties } of nodes) {
    mkdirSync(dir, { recursive: true })
    const config = {
      'process.roles': isBroker ? 'broker' : 'controller',
      'node.id': id,
      listeners: `${isBroker ? 'PLAINTEXT' : 'CONTROLLER'}://${HOST}:${port}`,
      'controller.listener.names': 'CONTROLLER',
      'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
      'controller.quorum.voters': `${CONTROLLER}@${HOST}:${ports[0]}`,
      'log.dirs': data,
      'log.cleaner.dedupe.buffer.size': 4194304,
      'auto.leader.rebalance.enable': false,
      'offsets.topic.replication.factor': 1,
    }
    writeFileSync(
      properties,
      Object.entries(config)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    )
  }
  const clusterId = randomBytes(16).toString('base64url')
  await runJava('Served', ['format', clusterId, ...nodes.map((node) => node.properties)])
  return nodes
}

async function freePorts(count) {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = createServer()
      return new Promise((resolve) => server.listen(0, HOST, () => resolve(server)))
    }),
  )
  const ports = servers.map((server) => server.address().port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

function startAll(nodes, time) {
  for (const node of nodes) {
    const log = openSync(join(node.dir, `${time}.log`), 'w')
    node.child = startJava(node.isBroker ? '192m' : '160m', 'kafka.Kafka', [node.properties], log)
    closeSync(log)
  }
}

/** Brokers first, so that each has a controller to say goodbye to. */
async function stopAll(nodes) {
  for (const node of [...nodes].reverse()) {
    const gone = new Promise((resolve) => node.child.on('exit', resolve))
    if (node.child.exitCode !== null) throw new Error(`node ${node.id} ended by itself: see ${node.dir}`)
    node.child.kill('SIGTERM')
    const patience = setTimeout(() => node.child.kill('SIGKILL'), 60_000)
    await gone
    clearTimeout(patience)
  }
}

/** All but what says which cluster, directory and topic this is. */
function replaceFiles({ data }, from) {
  for (const name of CHECKPOINTS) copyFileSync(join(from, name), join(data, name))
  // Whether the broker had stopped in an orderly way is the export's to say; of which epoch is its own.
  if (!existsSync(join(from, '.kafka_cleanshutdown')))
    rmSync(join(data, '.kafka_cleanshutdown'), { force: true })
  for (const partition of partitionsIn(from)) {
    const own = join(data, partition)
    for (const name of readdirSync(own)) if (name !== 'partition.metadata') rmSync(join(own, name))
    for (const name of readdirSync(join(from, partition)))
      if (name !== 'partition.metadata') copyFileSync(join(from, partition, name), join(own, name))
  }
}

function partitionsIn(folder) {
  return readdirSync(folder)
    .filter((name) => statSync(join(folder, name)).isDirectory())
    .sort()
}

function recordsIn(text) {
  const replicas = {}
  for (const line of text.split('\n')) {
    if (line === '') continue
    const [replica, offset, timestamp, key, value] = line.split(' ')
    replicas[replica] ??= []
    replicas[replica].push({
      offset: Number(offset),
      timestampMs: Number(timestamp),
      key: key === 'null' ? null : key,
      value: value === 'null' ? null : value,
    })
  }
  return replicas
}

/** A real broker that finds fault with a segment cuts it, and would then fetch what it lacks: its files would tell. */
function compareLogs(nodes, out) {
  const counts = { replaced: 0, sameAfterwards: 0 }
  for (const { id, isBroker, data } of nodes) {
    if (!isBroker) continue
    const from = join(out, `broker-${id}`)
    for (const partition of partitionsIn(from)) {
      for (const name of readdirSync(join(from, partition))) {
        if (!name.endsWith('.log')) continue
        counts.replaced += 1
        const after = join(data, partition, name)
        if (existsSync(after) && readFileSync(after).equals(readFileSync(join(from, partition, name))))
          counts.sameAfterwards += 1
      }
    }
  }
  return counts
}

function complaintsOf(nodes) {
  return nodes.flatMap(({ id, dir }) =>
    readFileSync(join(dir, 'second.log'), 'utf8')
      .split('\n')
      .filter((line) => COMPLAINT.test(line))
      .map((line) => `${id}: ${line}`),
  )
}
