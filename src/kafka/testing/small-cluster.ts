// A small real cluster for tests of brokers: one controller, a topic, and two probes, processes whose requests the test writes and whose answers it reads.

import type { Connection, Message } from '../../sim/connection.ts'
import { closeAtClient, connectionBetween, openConnection, sendRequest } from '../../sim/connection.ts'
import type { FactKind } from '../../sim/facts.ts'
import type { Input } from '../../sim/input.ts'
import { sortInputs } from '../../sim/input.ts'
import { startProcess } from '../../sim/life.ts'
import type { Process } from '../../sim/process.ts'
import { addProcess } from '../../sim/process.ts'
import type { Programme } from '../../sim/programme.ts'
import { step } from '../../sim/step.ts'
import { createScratchRecorder, NO_SLOT } from '../../sim/trace.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { at, beginEvent, checkpoint, DEFAULT_OPTIONS, find, restore } from '../../sim/world.ts'
import type { Replica } from '../broker/replica.ts'
import { findReplica, logOf } from '../broker/replica.ts'
import { buildWorld } from '../build.ts'
import type { ConfigValues } from '../config/check-value.ts'
import { INPUT_REGISTRY } from '../inputs/registry.ts'
import type { Log } from '../log/log.ts'
import type { PartitionState } from '../metadata/records.ts'
import { kafka } from '../programme.ts'
import type { RulesOverride } from '../rules/rules.ts'
import type { ClientSetup, Setup } from '../setup.ts'
import { truthImage } from '../truth.ts'

export interface SmallSetup {
  readonly seed?: string
  readonly brokers?: number
  /** Of brokers 1, 2, 3 …; none by default. */
  readonly racks?: readonly string[]
  readonly controllers?: readonly number[]
  /** Replicas of each partition of `orders`; by default one partition on brokers 1, 2 and 3. */
  readonly placement?: readonly (readonly number[])[]
  readonly topic?: ConfigValues
  readonly cluster?: ConfigValues
  readonly pageCacheBytes?: number
  readonly clients?: readonly ClientSetup[]
  /** Release whose rules apply, by default the present one. */
  readonly rules?: string
  /** Single rules of another release. */
  readonly rulesOverride?: RulesOverride
  /** Names of the probes; by default there are two. */
  readonly probes?: readonly Probe[]
  /** How long it has run when the test begins; by default brokers are up and the topic is there. */
  readonly startMs?: number
}

export interface Row {
  readonly timeUs: number
  readonly subject: string
  readonly object: string
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
}

export interface Answer {
  readonly timeUs: number
  readonly probe: string
  readonly server: string
  readonly id: number
  readonly body: Sealed
}

/** A request holds its connection until it is answered: whoever has to do something meanwhile is the other probe. */
export type Probe = string
const PROBES: readonly Probe[] = ['probe', 'other']
const MS = 1_000

export class SmallCluster {
  world: World
  /** What the probe was answered, oldest first. */
  readonly answers: Answer[] = []
  /** How the probes' connections ended: `<server> <closed|reset|refused>`. */
  readonly ends: string[] = []
  private readonly rows = new Map<number, Row[]>()
  private readonly recorder = createScratchRecorder(0)
  private inputs: Input[] = []
  private readonly probes: readonly Probe[]

  constructor(setup: SmallSetup = {}) {
    this.probes = setup.probes ?? PROBES
    const built = buildWorld(fullSetup(setup), DEFAULT_OPTIONS)
    this.world = restore({ ...built, programme: this.programme() }, checkpoint(built))
    this.world.recorder = this.recorder
    for (const probe of this.probes) this.act((world) => startProcess(world, addProcess(world, probe)))
    this.runTo(setup.startMs ?? 4_000)
  }

  get nowMs(): number {
    return this.world.nowUs / MS
  }

  /** Runs up to and with a moment. */
  runTo(timeMs: number): void {
    this.runWhile(() => true, timeMs)
  }

  runFor(durationMs: number): void {
    this.runTo(this.nowMs + durationMs)
  }

  /** Runs until something holds after an event; fails if that does not come about within a minute. */
  runUntil(holds: () => boolean, withinMs = 60_000): void {
    this.runWhile(() => !holds(), this.nowMs + withinMs)
    if (!holds()) throw new Error(`it did not come about within ${withinMs} ms`)
  }

  private runWhile(goOn: () => boolean, untilMs: number): void {
    const inputs = { list: this.inputs, registry: INPUT_REGISTRY }
    const untilUs = Math.round(untilMs * MS)
    while (goOn()) {
      if (!step(this.world, inputs, untilUs)) {
        this.world.nowUs = Math.max(this.world.nowUs, untilUs)
        this.world.instantEvents = 0
        return
      }
      this.collect()
    }
  }

  /** Something done to the world in an event of its own. */
  act(what: (world: World) => void): void {
    beginEvent(this.world, -1)
    what(this.world)
    this.collect()
  }

  /** An input now. */
  input(input: string, args: Input['args']): void {
    const next = { timeUs: this.world.nowUs, after: this.world.instantEvents, input, args }
    this.inputs = sortInputs([...this.inputs, next])
    const taken = this.world.inputsTaken
    this.runUntil(() => this.world.inputsTaken > taken)
  }

  /** The probe opens a connection to a broker; one that it has already is opened anew. */
  connect(broker: number, probe: Probe = 'probe'): void {
    const connection = this.connection(broker, probe)
    this.act((world) => {
      closeAtClient(world, connection)
      openConnection(world, connection)
    })
    this.runUntil(() => (at(this.world, connection.slot) as Connection).state === 'open')
  }

  /** The probe sends a request; returns its id. */
  send(broker: number, api: number, body: Sealed, probe: Probe = 'probe'): number {
    const connection = this.connection(broker, probe)
    let id = -1
    this.act((world) => {
      id = sendRequest(world, connection, api, body, 100)
    })
    return id
  }

  /** Sends, and runs until the answer is there. */
  ask<T extends Sealed>(broker: number, api: number, body: Sealed, probe: Probe = 'probe'): T {
    return this.answerTo<T>(broker, this.send(broker, api, body, probe), probe)
  }

  answerTo<T extends Sealed>(broker: number, id: number, probe: Probe = 'probe'): T {
    this.runUntil(() => this.answerNow(broker, id, probe) !== undefined)
    return this.answerNow(broker, id, probe)?.body as T
  }

  /** What the probe has been answered by now. */
  answerNow(broker: number, id: number, probe: Probe = 'probe'): Answer | undefined {
    const server = String(broker)
    return this.answers.find(
      (answer) => answer.probe === probe && answer.server === server && answer.id === id,
    )
  }

  private connection(broker: number, probe: Probe): Connection {
    return connectionBetween(this.world, this.process(probe), this.process(String(broker)))
  }

  facts(kind: FactKind): readonly Row[] {
    return this.rows.get(kind.code) ?? []
  }

  name(number: number): string {
    return this.world.names[number] ?? ''
  }

  process(name: string): Process {
    return find(this.world, `process:${name}`) as Process
  }

  state(partition = 'orders-0'): PartitionState {
    return truthImage(this.world).partitions.get(partition) as PartitionState
  }

  replica(broker: number, partition = 'orders-0'): Replica {
    return findReplica(this.world, broker, partition) as Replica
  }

  log(broker: number, partition = 'orders-0'): Log {
    return logOf(this.world, this.replica(broker, partition))
  }

  entity<T>(address: string): T {
    return find(this.world, address) as T
  }

  private programme(): Programme {
    const isProbe = (name: string): boolean => this.probes.includes(name)
    return {
      ...kafka,
      started: (world, process) => {
        if (!isProbe(process.name)) kafka.started(world, process)
      },
      connected: (world, connection) => {
        if (!isProbe(connection.client)) kafka.connected(world, connection)
      },
      disconnected: (world, connection, how) => {
        if (isProbe(connection.client)) this.ends.push(`${connection.server} ${how}`)
        else kafka.disconnected(world, connection, how)
      },
      response: (world, connection, message: Message) => {
        const { client: probe, server } = connection
        const { id, body } = message
        if (isProbe(probe))
          this.answers.push({ timeUs: world.nowUs, probe, server, id, body: body as Sealed })
        else kafka.response(world, connection, message)
      },
    }
  }

  private collect(): void {
    const { chunk } = this.recorder
    const first = chunk.firstRow[this.world.event - chunk.firstEvent] as number
    for (let row = first; row < chunk.rows; row++) {
      const code = chunk.kind[row] as number
      const rows = this.rows.get(code) ?? []
      if (rows.length === 0) this.rows.set(code, rows)
      rows.push({
        timeUs: this.world.nowUs,
        subject: this.addressOf(chunk.subject[row] as number),
        object: this.addressOf(chunk.object[row] as number),
        a: chunk.a[row] as number,
        b: chunk.b[row] as number,
        c: chunk.c[row] as number,
        d: chunk.d[row] as number,
      })
    }
  }

  private addressOf(slot: number): string {
    return slot === NO_SLOT ? '' : at(this.world, slot).address
  }
}

function fullSetup(setup: SmallSetup): Setup {
  const placement = setup.placement ?? [[1, 2, 3]]
  return {
    rules: setup.rules ?? '4.3',
    ...(setup.rulesOverride === undefined ? {} : { rulesOverride: setup.rulesOverride }),
    seed: setup.seed ?? '1',
    cluster: {
      controllers: setup.controllers ?? [101],
      brokers: Array.from({ length: setup.brokers ?? 3 }, (_, index) => ({
        id: index + 1,
        rack: setup.racks?.[index] ?? null,
      })),
      config: setup.cluster ?? {},
      ...(setup.pageCacheBytes === undefined ? {} : { pageCacheBytes: setup.pageCacheBytes }),
    },
    network: { latencyUs: 1_000, jitterUs: 0 },
    topics: [
      {
        name: 'orders',
        partitions: placement.length,
        replicationFactor: placement[0]?.length ?? 1,
        placement,
        config: setup.topic ?? { 'min.insync.replicas': 2 },
      },
    ],
    clients: setup.clients ?? [],
  }
}
