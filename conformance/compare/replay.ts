import { buildWorld } from '../../src/kafka/build.ts'
import type { Admin } from '../../src/kafka/client/admin.ts'
import type { Consumer } from '../../src/kafka/client/consumer.ts'
import { INPUT_REGISTRY } from '../../src/kafka/inputs/registry.ts'
import { truthImage } from '../../src/kafka/truth.ts'
import type { InputDeclaration } from '../../src/sim/input.ts'
import { sortInputs } from '../../src/sim/input.ts'
import type { Process } from '../../src/sim/process.ts'
import { step as takeStep } from '../../src/sim/step.ts'
import { createScratchRecorder } from '../../src/sim/trace.ts'
import type { World } from '../../src/sim/world.ts'
import { DEFAULT_OPTIONS, find, own } from '../../src/sim/world.ts'
import { doAct, takeSnapshot } from './do-act.ts'
import type { Driver, Replay } from './driver.ts'
import { soon } from './driver.ts'
import { noteEvent } from './note-event.ts'
import type { Plan } from './plan.ts'
import type { ProduceRun } from './produce-step.ts'
import { goOn, isWaitingForMetadata, mayGoOn } from './produce-step.ts'

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
    effect: (_world, args) => effect(Number(args.place ?? 0)),
  }
}

/** The admin would ask again and again for a topic that was refused. */
function forgetTopic(world: World): void {
  own(world, find(world, 'admin:admin') as Admin).missing = []
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
    if (asked?.input === 'produce' && asked.args.place === place) continue
    soon(driver, 'produce', place)
  }
}

export function isSetUp(replayed: Replay): boolean {
  const image = truthImage(replayed.world)
  return replayed.plan.setup.topics.every(({ name }) => image.topics.has(name))
}
