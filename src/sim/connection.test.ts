import { describe, expect, test } from 'vitest'
import type { Connection, Message } from './connection.ts'
import {
  closeAtClient,
  closeAtServer,
  connectionBetween,
  dismissRequest,
  openConnection,
  sendRequest,
  sendResponse,
} from './connection.ts'
import { cutLink, healLink } from './cut.ts'
import { REQUEST_ARRIVED } from './facts.ts'
import type { Input } from './input.ts'
import { endProcess, pauseProcess, resumeProcess, startProcess } from './life.ts'
import { retransmitUs } from './link.ts'
import type { Process } from './process.ts'
import { addProcess } from './process.ts'
import type { Programme } from './programme.ts'
import type { Inputs } from './step.ts'
import { step } from './step.ts'
import { createChunk, createRecorder } from './trace.ts'
import type { Sealed } from './tree.ts'
import type { World } from './world.ts'
import { createWorld, find } from './world.ts'

const BODY: Sealed = { sealed: true }
const LATENCY_US = 2_000
const idle = (): void => undefined

/** Two hosts, and all that the programme heard, each with its time in microseconds. */
interface Wire {
  readonly world: World
  readonly heard: string[]
  /** What to do with a request; noted and left alone unless told. */
  onRequest: (message: Message) => void
  readonly conn: () => Connection
  readonly client: () => Process
  readonly server: () => Process
  readonly run: (untilUs: number, does?: (world: World) => void) => void
}

function wire(jitterUs = 0): Wire {
  const heard: string[] = []
  const note = (world: World, text: string): void => void heard.push(`${world.nowUs} ${text}`)
  const programme: Programme = {
    started: (_, process) => {
      process.listening = true
    },
    stopping: idle,
    ended: idle,
    connected: (world) => note(world, 'connected'),
    disconnected: (world, _, how) => note(world, `disconnected ${how}`),
    request: (world, _, message) => {
      note(world, `request ${message.id}`)
      made.onRequest(message)
    },
    response: (world, _, message) => note(world, `response ${message.id}`),
    timer: idle,
    task: idle,
    disk: idle,
    names: { api: String, timer: String, task: String, disk: String },
  }
  const world = createWorld('42', programme, { latencyUs: LATENCY_US, jitterUs })
  const process = (name: string): Process => find(world, `process:${name}`) as Process
  for (const name of ['p1', '1']) startProcess(world, addProcess(world, name))
  const made: Wire = {
    world,
    heard,
    onRequest: idle,
    conn: () => connectionBetween(world, process('p1'), process('1')),
    client: () => process('p1'),
    server: () => process('1'),
    run: (untilUs, does) => runUntil(world, untilUs, does),
  }
  made.conn()
  return made
}

/** Goes on to a time, then does something there, as an input. */
function runUntil(world: World, untilUs: number, does: ((world: World) => void) | undefined): void {
  const input: Input = { timeUs: untilUs, after: 0, input: 'do', args: {} }
  const inputs: Inputs = {
    list: does === undefined ? [] : [input],
    registry: new Map([
      [
        'do',
        { code: 0, id: 'do', family: 'life', fields: [], applies: () => true, effect: (on) => does?.(on) },
      ],
    ]),
  }
  world.inputsTaken = 0
  while (step(world, inputs, untilUs));
}

function opened(jitterUs = 0): Wire {
  const on = wire(jitterUs)
  on.run(0, (world) => openConnection(world, on.conn()))
  on.run(15_000)
  on.heard.length = 0
  return on
}

function ask(on: Wire): (world: World) => void {
  return (world) => void sendRequest(world, on.conn(), 0, BODY, 10)
}

describe('a connection', () => {
  test('opens after a round trip', () => {
    const on = wire()
    on.run(0, (world) => openConnection(world, on.conn()))
    on.run(10_000)
    expect(on.heard).toEqual([`${2 * LATENCY_US} connected`])
  })

  test('delivers in the order of sending, whatever the jitter draws', () => {
    const on = opened(5_000)
    on.onRequest = (message) => dismissRequest(on.world, on.conn(), message)
    for (let i = 0; i < 50; i++) on.run(100_000 + i * 100, ask(on))
    on.run(1_000_000)
    expect(on.heard.map((line) => Number(line.split(' ')[2]))).toEqual(
      Array.from({ length: 50 }, (_, i) => i + 1),
    )
  })

  test('lets the server take one request at a time: the next is read when the first is answered', () => {
    const on = opened()
    const held: Message[] = []
    on.onRequest = (message) => held.push(message)
    on.run(20_000, ask(on))
    on.run(20_000, ask(on))
    on.run(50_000)
    expect(on.heard).toEqual(['22000 request 1'])
    on.run(60_000, (world) => sendResponse(world, on.conn(), held[0] as Message, BODY, 5))
    on.run(70_000)
    expect(on.heard.slice(1)).toEqual(['60000 request 2', '62000 response 1'])
  })

  test('is refused at once by a host whose process is gone, and is silent when the host is off', () => {
    const on = wire()
    on.run(0, (world) => endProcess(world, on.server(), 'killed'))
    on.run(1_000, (world) => openConnection(world, on.conn()))
    on.run(10_000)
    expect(on.heard).toEqual(['5000 disconnected refused'])
    const off = wire()
    off.run(0, (world) => endProcess(world, off.server(), 'powerLost'))
    off.run(1_000, (world) => openConnection(world, off.conn()))
    off.run(60_000_000)
    expect(off.heard).toEqual([])
  })

  test('tells the client when the server closes it', () => {
    const on = opened()
    on.run(20_000, (world) => closeAtServer(world, on.conn()))
    on.run(30_000)
    expect(on.heard).toEqual(['22000 disconnected closed'])
  })

  test('drops the answer to a socket that its client has given up, and serves the new socket afresh', () => {
    const on = opened()
    const held: Message[] = []
    on.onRequest = (message) => held.push(message)
    on.run(20_000, ask(on))
    on.run(25_000, (world) => closeAtClient(world, on.conn()))
    on.run(25_000, (world) => openConnection(world, on.conn()))
    on.run(30_000, ask(on))
    on.run(35_000, (world) => sendResponse(world, on.conn(), held[0] as Message, BODY, 5))
    on.run(36_000, (world) => sendResponse(world, on.conn(), held[1] as Message, BODY, 5))
    on.run(60_000)
    expect(on.heard).toEqual(['22000 request 1', '29000 connected', '32000 request 2', '38000 response 2'])
  })

  test('leaves nothing to read when it is given up with an answer waiting', () => {
    const on = opened()
    on.onRequest = (message) => sendResponse(on.world, on.conn(), message, BODY, 5)
    on.run(20_000, ask(on))
    on.run(21_000, (world) => pauseProcess(world, on.client()))
    on.run(30_000, (world) => {
      resumeProcess(world, on.client())
      closeAtClient(world, on.conn())
    })
    on.run(40_000)
    expect(on.heard).toEqual(['22000 request 1'])
  })
})

describe('a cut link', () => {
  test('stalls what is on its way, one way only, and TCP sends it again after the break', () => {
    const on = opened()
    on.onRequest = (message) => sendResponse(on.world, on.conn(), message, BODY, 5)
    on.run(20_000, ask(on))
    on.run(21_000, (world) => cutLink(world, 'p1', '1'))
    on.run(100_000, ask(on))
    expect(on.heard).toEqual([])
    on.run(500_000, (world) => healLink(world, 'p1', '1'))
    on.run(2_000_000)
    // Lost at 21 ms; tried again after 200 ms, then 400 ms: at 621 ms the link is whole.
    expect(on.heard).toEqual([
      '623000 request 1',
      '623000 request 2',
      '625000 response 1',
      '625000 response 2',
    ])
  })

  test('lets the other direction through', () => {
    const on = opened()
    const held: Message[] = []
    on.onRequest = (message) => held.push(message)
    on.run(20_000, ask(on))
    on.run(30_000, (world) => cutLink(world, 'p1', '1'))
    on.run(40_000, (world) => sendResponse(world, on.conn(), held[0] as Message, BODY, 5))
    on.run(50_000)
    expect(on.heard).toEqual(['22000 request 1', '42000 response 1'])
  })

  test('is tried again at doubling intervals from the first loss', () => {
    expect(retransmitUs(0, 0)).toBe(0)
    expect(retransmitUs(0, 1)).toBe(200_000)
    expect(retransmitUs(0, 200_001)).toBe(600_000)
    expect(retransmitUs(1_000, 601_001)).toBe(1_401_000)
  })

  test('brings old sockets late: a connect from before that is sent again leaves the socket alone that is open now', () => {
    const on = wire()
    on.onRequest = (message) => sendResponse(on.world, on.conn(), message, BODY, 5)
    on.run(10_000, (world) => cutLink(world, 'p1', '1'))
    on.run(20_000, (world) => openConnection(world, on.conn()))
    on.run(30_000, (world) => closeAtClient(world, on.conn()))
    on.run(600_000, (world) => openConnection(world, on.conn()))
    on.run(700_000, (world) => healLink(world, 'p1', '1'))
    on.run(1_000_000)
    expect(on.heard).toEqual(['804000 connected'])
    // The first one, lost at 20 ms, comes at 1,422 ms, with its close behind it.
    on.run(1_500_000, ask(on))
    on.run(2_000_000)
    expect(on.heard.slice(1)).toEqual(['1502000 request 1', '1504000 response 1'])
  })

  test('names its cut as the blocker of what it stalls', () => {
    const on = opened()
    on.run(20_000, (world) => cutLink(world, 'p1', '1'))
    const cutBy = on.world.event
    on.world.recorder = createRecorder(on.world.event + 1, createChunk)
    on.run(30_000, ask(on))
    const { chunk } = on.world.recorder
    expect(chunk.c[chunk.rows - 1]).toBe(cutBy)
  })
})

describe('peers see', () => {
  test('a reset at once when a server is killed', () => {
    const on = opened()
    on.run(20_000, (world) => endProcess(world, on.server(), 'killed'))
    on.run(30_000)
    expect(on.heard).toEqual(['22000 disconnected reset'])
  })

  test('the answer that was already on its way before the reset', () => {
    const on = opened()
    on.onRequest = (message) => sendResponse(on.world, on.conn(), message, BODY, 5)
    on.run(20_000, ask(on))
    on.run(23_000, (world) => endProcess(world, on.server(), 'killed'))
    on.run(40_000)
    expect(on.heard).toEqual(['22000 request 1', '24000 response 1', '25000 disconnected reset'])
  })

  test('nothing when the machine loses power, and a reset once it is back', () => {
    const on = opened()
    on.run(20_000, (world) => endProcess(world, on.server(), 'powerLost'))
    on.run(30_000, ask(on))
    on.run(5_000_000)
    expect(on.heard).toEqual([])
    on.run(6_000_000, (world) => startProcess(world, on.server()))
    on.run(7_000_000)
    expect(on.heard).toEqual(['6002000 disconnected reset'])
  })

  test('nothing of a machine that is off, even after a cut in front of it heals', () => {
    const on = opened()
    on.run(20_000, (world) => cutLink(world, 'p1', '1'))
    on.run(30_000, ask(on))
    on.run(40_000, (world) => endProcess(world, on.client(), 'powerLost'))
    on.run(50_000, (world) => healLink(world, 'p1', '1'))
    on.run(5_000_000)
    expect(on.heard).toEqual([])
  })

  test('silence during a pause; on resume it reads what its kernel took in, from clients that have given up too', () => {
    const on = opened()
    on.onRequest = (message) => sendResponse(on.world, on.conn(), message, BODY, 5)
    on.run(20_000, (world) => pauseProcess(world, on.server()))
    on.run(30_000, ask(on))
    on.run(31_000, ask(on))
    on.run(500_000, (world) => closeAtClient(world, on.conn()))
    on.run(1_000_000)
    expect(on.heard).toEqual([])
    on.run(2_000_000, (world) => resumeProcess(world, on.server()))
    on.run(3_000_000)
    expect(on.heard).toEqual(['2000000 request 1', '2000000 request 2'])
  })

  test('a process paused in the very instant of its read does not read', () => {
    const on = opened()
    const held: Message[] = []
    on.onRequest = (message) => held.push(message)
    on.run(20_000, ask(on))
    on.run(20_000, ask(on))
    on.run(60_000, (world) => {
      sendResponse(world, on.conn(), held[0] as Message, BODY, 5)
      pauseProcess(world, on.server())
    })
    on.run(100_000)
    expect(on.heard).toEqual(['22000 request 1', '62000 response 1'])
    on.run(200_000, (world) => resumeProcess(world, on.server()))
    on.run(300_000)
    expect(on.heard.slice(2)).toEqual(['200000 request 2'])
  })

  test('a close in order from a client that is killed, behind its last request', () => {
    const on = opened()
    on.world.recorder = createRecorder(on.world.event + 1, createChunk)
    on.run(20_000, ask(on))
    on.run(20_500, (world) => endProcess(world, on.client(), 'killed'))
    on.run(30_000)
    const { chunk } = on.world.recorder
    expect(chunk.kind.subarray(0, chunk.rows)).toContain(REQUEST_ARRIVED.code)
    expect(on.heard).toEqual(['22000 request 1'])
    expect(on.conn().toServer.buffered.map((message) => message.kind)).toEqual(['close'])
  })
})
