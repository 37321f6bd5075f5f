// Runs a plan in the engine and notes what a recording would tell of it.

import { autoCreate, brokersTopic, OFFSETS_TOPIC } from '../../src/kafka/broker/auto-create.ts'
import { HIGH_WATERMARK_ADVANCED, TRUNCATED } from '../../src/kafka/broker/facts.ts'
import { buildWorld } from '../../src/kafka/build.ts'
import type { Admin } from '../../src/kafka/client/admin.ts'
import { goOnAdmin, newTopic } from '../../src/kafka/client/admin.ts'
import { ADMIN_ANSWERED } from '../../src/kafka/client/admin-facts.ts'
import { startOperation } from '../../src/kafka/client/admin-operations.ts'
import type { Consumer } from '../../src/kafka/client/consumer.ts'
import {
  BATCH_ACKNOWLEDGED,
  BATCH_FAILED,
  POSITION_LOST,
  POSITION_OUT_OF_RANGE,
  RECORD_APPENDED,
  RECORDS_DELIVERED,
} from '../../src/kafka/client/facts.ts'
import { COMMIT_CONFIRMED, COMMIT_FAILED } from '../../src/kafka/client/group/facts.ts'
import { REGISTRATION_ANSWERED, TOPIC_CREATED, TOPIC_REFUSED } from '../../src/kafka/controller/facts.ts'
import { INPUT_REGISTRY } from '../../src/kafka/inputs/registry.ts'
import { METADATA_APPENDED } from '../../src/kafka/raft/facts.ts'
import { activeController, nodesOf, truthImage } from '../../src/kafka/truth.ts'
import { PROCESS_STOPPED } from '../../src/sim/facts.ts'
import type { Input, InputDeclaration } from '../../src/sim/input.ts'
import { sortInputs } from '../../src/sim/input.ts'
import type { Process } from '../../src/sim/process.ts'
import { step as takeStep } from '../../src/sim/step.ts'
import type { TraceChunk } from '../../src/sim/trace.ts'
import { createScratchRecorder } from '../../src/sim/trace.ts'
import type { World } from '../../src/sim/world.ts'
import { at, DEFAULT_OPTIONS, find, own } from '../../src/sim/world.ts'
import { adminResult } from './admin-step.ts'
import { GROUP_FACTS, groupState } from './group-facts.ts'
import type { LogFacts } from './log-facts.ts'
import { latestOffset, logFacts, recordsBetween } from './log-facts.ts'
import type { Act, Plan, Seek } from './plan.ts'
import type { ProduceRun } from './produce-step.ts'
import { goOn, isWaitingForMetadata, mayGoOn } from './produce-step.ts'
import type { Json } from './recording.ts'

export interface Noted {
  readonly timeUs: number
  readonly code: number
  /** Name of the process it is about. */
  readonly who: string
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
}

export interface Replay {
  readonly world: World
  readonly plan: Plan
  readonly noted: readonly Noted[]
  /** Results of steps by id, as the recorder tells them. */
  readonly results: ReadonlyMap<string, Json>
  readonly produced: readonly ProduceRun[]
  readonly snapshots: ReadonlyMap<string, LogFacts>
  /** Groups by their ids, at the same moments. */
  readonly groups: ReadonlyMap<string, ReadonlyMap<string, Json>>
}

const WANTED = [
  ADMIN_ANSWERED,
  TRUNCATED,
  HIGH_WATERMARK_ADVANCED,
  BATCH_ACKNOWLEDGED,
  BATCH_FAILED,
  RECORD_APPENDED,
  RECORDS_DELIVERED,
  TOPIC_CREATED,
  TOPIC_REFUSED,
  REGISTRATION_ANSWERED,
  METADATA_APPENDED,
  PROCESS_STOPPED,
  POSITION_LOST,
  POSITION_OUT_OF_RANGE,
  COMMIT_CONFIRMED,
  COMMIT_FAILED,
  ...GROUP_FACTS,
]
const WANTED_CODES: ReadonlySet<number> = new Set(WANTED.map((kind) => kind.code))

interface Driver {
  readonly world: World
  readonly plan: Plan
  readonly inputs: Input[]
  readonly noted: Noted[]
  readonly results: Map<string, Json>
  readonly produced: ProduceRun[]
  readonly snapshots: Map<string, LogFacts>
  readonly groups: Map<string, ReadonlyMap<string, Json>>
  /** What has come of `read` steps, by their consumer. */
  readonly reads: Map<string, Read>
  /** `commit` steps by the client that commits. */
  readonly commits: Map<string, string>
  /** Steps that asked something of the cluster, by the operation of the admin client. */
  readonly asking: Map<number, string>
  /** `create-topic` step that waits for its answer. */
  creating: { readonly step: string; readonly topic: string } | null
  /** Which node was the active controller when a step last named it so. */
  active: string
}

interface Read {
  readonly step: string
  /** Where it is to begin; null once it does, or when its group or the reset policy say where. */
  seek: Seek | null
  readonly rows: Json[]
  position: number
  failed: string | null
}

export function replay(plan: Plan, plants: readonly string[] = []): Replay {
  const world = buildWorld(plan.setup, { ...DEFAULT_OPTIONS, plants })
  for (const entity of world.tables.entities)
    if (entity.kind === 'process') (entity as Process).clockOffsetUs = plan.clockOffsetUs
  const recorder = createScratchRecorder(0)
  world.recorder = recorder
  const driver: Driver = {
    world,
    plan,
    inputs: [],
    noted: [],
    results: new Map(),
    produced: [],
    snapshots: new Map(),
    groups: new Map(),
    reads: new Map(),
    commits: new Map(),
    asking: new Map(),
    creating: null,
    active: '',
  }
  const acts = plan.acts.filter(({ timeUs }) => timeUs < plan.heldUntilUs)
  acts.forEach(({ timeUs }, place) => {
    driver.inputs.push({ timeUs, after: 0, input: 'act', args: { place } })
  })
  const list = sortInputs(driver.inputs)
  driver.inputs.splice(0, driver.inputs.length, ...list)
  const registry = new Map([
    ...INPUT_REGISTRY,
    ['act', declaration(0, (place) => doAct(driver, acts[place]!.act))],
  ])
  registry.set(
    'produce',
    declaration(1, (run) => goOn(world, driver.produced[run]!)),
  )
  registry.set(
    'forget-topic',
    declaration(2, () => forgetTopic(world)),
  )
  registry.set(
    'seek-first',
    declaration(3, () => seekFirst(driver)),
  )
  const inputs = { list: driver.inputs, registry }
  while (takeStep(world, inputs, plan.heldUntilUs)) {
    const { chunk } = recorder
    noteEvent(driver, chunk, chunk.firstRow[world.event - chunk.firstEvent] as number)
    pursueProduce(driver)
    pursueReads(driver)
  }
  for (const { step, position, rows, failed } of driver.reads.values())
    driver.results.set(step, failed === null ? { position, read: rows } : { failed, read: rows })
  takeSnapshot(driver, 'end')
  return driver
}

function declaration(place: number, effect: (argument: number) => void): InputDeclaration {
  return {
    code: 200 + place,
    id: `conformance-${place}`,
    family: 'admin',
    fields: [],
    applies: () => true,
    effect: (_world, args) => effect(Number(args['place'] ?? 0)),
  }
}

/** Has an input done right after the present event. */
function soon(driver: Driver, input: string, place: number): void {
  const { world } = driver
  const next: Input = { timeUs: world.nowUs, after: world.instantEvents, input, args: { place } }
  driver.inputs.splice(world.inputsTaken, 0, next)
}

function doAct(driver: Driver, act: Act): void {
  const { world } = driver
  switch (act.kind) {
    case 'process':
      doProcess(driver, act.input, act.node)
      return
    case 'produce': {
      const before = driver.produced.filter(({ client }) => client === act.client)
      const firstNumber = before.reduce((sum, run) => sum + run.produce.records.length, 0)
      const run: ProduceRun = {
        step: act.step,
        client: act.client,
        produce: act.produce,
        firstNumber,
        sent: [],
      }
      driver.produced.push(run)
      goOn(world, run)
      return
    }
    case 'read':
      driver.reads.set(act.client, {
        step: act.step,
        seek: act.seek,
        rows: [],
        position: -1,
        failed: null,
      })
      return
    case 'endRead': {
      const read = driver.reads.get(act.client)
      const [partition] = (find(world, `consumer:${act.client}`) as Consumer).partitions
      if (read !== undefined) read.position = partition?.position ?? -1
      doProcess(driver, 'kill', act.client)
      return
    }
    case 'commit':
      driver.commits.set(act.client, act.step)
      return
    case 'offsetsTopic': {
      const broker = nodesOf(world).find(({ isBroker }) => isBroker)
      if (broker !== undefined) autoCreate(world, broker, [brokersTopic(broker, OFFSETS_TOPIC)])
      return
    }
    case 'listOffsets': {
      const result: { [partition: string]: Json } = {}
      for (const partition of act.partitions) result[partition] = latestOffset(world, partition)
      driver.results.set(act.step, result)
      return
    }
    case 'createTopic': {
      const { topic, partitions, replicationFactor, placement, config } = act.topic
      const admin = own(world, find(world, 'admin:admin') as Admin)
      const name = topic ?? ''
      admin.missing = [
        newTopic({
          name,
          partitions: typeof partitions === 'number' ? partitions : -1,
          replicationFactor: replicationFactor ?? -1,
          placement: placement ?? null,
          config: config ?? {},
        }),
      ]
      admin.step = 'topics'
      driver.creating = { step: act.step, topic: name }
      goOnAdmin(world, find(world, 'process:admin') as Process, admin)
      return
    }
    case 'admin': {
      const { nextOperation } = find(world, 'admin:admin') as Admin
      driver.asking.set(nextOperation, act.step)
      startOperation(world, act.operation)
      return
    }
    case 'snapshot':
      takeSnapshot(driver, act.step)
  }
}

function takeSnapshot(driver: Driver, moment: string): void {
  const { world } = driver
  driver.snapshots.set(moment, logFacts(world, driver.produced))
  driver.groups.set(moment, new Map(driver.plan.groups.map((group) => [group, groupState(world, group)])))
}

function doProcess(driver: Driver, input: string, node: string): void {
  const { world } = driver
  if (node === 'active-controller' && input !== 'start' && input !== 'resume') {
    driver.active = String(activeController(world))
  }
  const args = { node: node === 'active-controller' ? driver.active : node }
  const declared = INPUT_REGISTRY.get(input)
  if (declared === undefined || !declared.applies(world, args))
    throw new Error(`${input} ${args.node} makes no sense`)
  declared.effect(world, args)
}

/** The admin would ask again and again for a topic that was refused. */
function forgetTopic(world: World): void {
  own(world, find(world, 'admin:admin') as Admin).missing = []
}

function noteEvent(driver: Driver, chunk: TraceChunk, firstRow: number): void {
  const { world } = driver
  for (let row = firstRow; row < chunk.rows; row++) {
    const code = chunk.kind[row] as number
    if (!WANTED_CODES.has(code)) continue
    const who = (at(world, chunk.subject[row] as number) as Process).name
    const [a, b, c, d] = [chunk.a[row], chunk.b[row], chunk.c[row], chunk.d[row]] as [
      number,
      number,
      number,
      number,
    ]
    const noted: Noted = { timeUs: world.nowUs, code, who, a, b, c, d }
    driver.noted.push(noted)
    take(driver, noted)
  }
}

/** What is known at once only. */
function take(driver: Driver, noted: Noted): void {
  const { world } = driver
  const name = world.names[noted.a] ?? ''
  switch (noted.code) {
    case BATCH_ACKNOWLEDGED.code:
      settle(driver, noted.who, name, noted.b, (sent, place) => {
        sent.offset = noted.d < 0 ? -1 : noted.d + place
      })
      return
    case BATCH_FAILED.code:
      settle(driver, noted.who, name, noted.b, (sent) => {
        sent.error = noted.d
      })
      return
    case RECORDS_DELIVERED.code: {
      const read = driver.reads.get(noted.who)
      if (read === undefined) return
      for (const row of recordsBetween(world, name, noted.b, noted.c, driver.produced)) read.rows.push(row)
      return
    }
    case POSITION_LOST.code: {
      const read = driver.reads.get(noted.who)
      // The engine's consumer looks for a position before the step has set one.
      if (read?.seek === null) read.failed ??= 'NoOffsetForPartitionException'
      return
    }
    case POSITION_OUT_OF_RANGE.code: {
      const read = driver.reads.get(noted.who)
      const { config } = find(world, `consumer:${noted.who}`) as Consumer
      if (read !== undefined && config.autoOffsetReset === 'none') read.failed = 'OffsetOutOfRangeException'
      return
    }
    case COMMIT_CONFIRMED.code:
    case COMMIT_FAILED.code: {
      const step = driver.commits.get(noted.who)
      if (step === undefined) return
      driver.results.set(step, noted.code === COMMIT_FAILED.code ? { code: noted.d } : 'ok')
      return
    }
    case ADMIN_ANSWERED.code: {
      const step = driver.asking.get(noted.d)
      if (step !== undefined) driver.results.set(step, adminResult(world, noted.d))
      return
    }
    case TOPIC_CREATED.code:
    case TOPIC_REFUSED.code: {
      const refused = noted.code === TOPIC_REFUSED.code
      if (driver.creating?.topic !== name) return
      driver.results.set(driver.creating.step, refused ? { code: noted.b } : 'ok')
      driver.creating = null
      if (refused) soon(driver, 'forget-topic', 0)
    }
  }
}

function settle(
  driver: Driver,
  client: string,
  partition: string,
  batch: number,
  how: (sent: ProduceRun['sent'][number], place: number) => void,
): void {
  for (const run of driver.produced) {
    if (run.client !== client) continue
    run.sent
      .filter((sent) => sent.partition === partition && sent.batch === batch)
      .forEach((sent, place) => {
        how(sent, place)
      })
  }
}

/** Positions that a step gives are set as soon as its consumer has its partitions. */
function pursueReads(driver: Driver): void {
  const { world } = driver
  for (const [client, { seek }] of driver.reads) {
    if (seek === null || (find(world, `consumer:${client}`) as Consumer).partitions.length === 0) continue
    if (driver.inputs[world.inputsTaken]?.input !== 'seek-first') soon(driver, 'seek-first', 0)
  }
}

function seekFirst(driver: Driver): void {
  const { world } = driver
  for (const [client, read] of driver.reads) {
    if (read.seek === null || (find(world, `consumer:${client}`) as Consumer).partitions.length === 0)
      continue
    const { partition, offset } = read.seek
    const args = { client, partition, offset }
    INPUT_REGISTRY.get('seek')?.effect(world, args)
    read.seek = null
  }
}

/** Goes on with `produce` steps whose metadata has come, or whose last record is settled. */
function pursueProduce(driver: Driver): void {
  for (let place = 0; place < driver.produced.length; place++) {
    const run = driver.produced[place] as ProduceRun
    if (run.sent.length === run.produce.records.length) continue
    if (isWaitingForMetadata(driver.world, run) || !mayGoOn(driver.world, run)) continue
    const asked = driver.inputs[driver.world.inputsTaken]
    if (asked?.input === 'produce' && asked.args['place'] === place) continue
    soon(driver, 'produce', place)
  }
}

export function isSetUp(replayed: Replay): boolean {
  const image = truthImage(replayed.world)
  return replayed.plan.setup.topics.every(({ name }) => image.topics.has(name))
}
