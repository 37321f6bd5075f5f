import { describe, expect, test } from 'vitest'
import type { Connection } from './connection.ts'
import { connectionBetween, openConnection, sendRequest, sendResponse } from './connection.ts'
import { cutLink, healLink } from './cut.ts'
import {
  delayMessage,
  dropMessage,
  findFlight,
  holdMessage,
  isHeld,
  releaseMessage,
  repeatMessage,
} from './hand.ts'
import { findArmed, forceTimer, putOffTimer } from './hand-timer.ts'
import type { Input } from './input.ts'
import { endProcess, startProcess } from './life.ts'
import type { Process } from './process.ts'
import { addProcess, armTimer } from './process.ts'
import type { Programme } from './programme.ts'
import type { InputRegistry } from './step.ts'
import { step } from './step.ts'
import type { Sealed } from './tree.ts'
import type { World } from './world.ts'
import { createWorld, find } from './world.ts'

const BODY: Sealed = { sealed: true }
const LATENCY_US = 2_000
const idle = (): void => undefined

/** A client and a server that answers at once; all that both heard, with its time. */
interface Wire {
  readonly world: World
  readonly heard: string[]
  readonly conn: () => Connection
  /** Goes on to a time, then does something there, as an input. */
  readonly at: (timeUs: number, does?: (world: World) => void) => void
}

function wire(answers = true): Wire {
  const heard: string[] = []
  const note = (world: World, text: string): void => void heard.push(`${world.nowUs} ${text}`)
  const programme: Programme = {
    started: (_, process) => {
      process.listening = true
    },
    stopping: idle,
    ended: idle,
    connected: idle,
    disconnected: (world, connection, how) => {
      note(world, `disconnected ${how}`)
      openConnection(world, connection)
    },
    request: (world, connection, message) => {
      note(world, `request ${message.id}`)
      if (answers) sendResponse(world, connection, message, BODY, 10)
    },
    response: (world, _, message) => note(world, `response ${message.id}`),
    timer: (world, _, row) => note(world, `timer ${row.timer}/${row.key}`),
    task: idle,
    disk: idle,
    names: { api: () => 'Ping', timer: (code) => `t${code}`, task: String, disk: String },
  }
  const world = createWorld('42', programme, { latencyUs: LATENCY_US, jitterUs: 0 })
  const process = (name: string): Process => find(world, `process:${name}`) as Process
  for (const name of ['p1', '1']) startProcess(world, addProcess(world, name))
  const conn = (): Connection => connectionBetween(world, process('p1'), process('1'))
  conn()
  function at(timeUs: number, does: (on: World) => void = idle): void {
    const list: Input[] = [{ timeUs, after: 0, input: 'do', args: {} }]
    const declared = {
      code: 0,
      id: 'do',
      family: 'life',
      fields: [],
      applies: () => true,
      effect: does,
    } as const
    const registry: InputRegistry = new Map([['do', declared]])
    world.inputsTaken = 0
    while (step(world, { list, registry }, timeUs));
  }
  at(0, (on) => openConnection(on, conn()))
  at(10_000)
  heard.length = 0
  return { world, heard, conn, at }
}

function ask(on: Wire): (world: World) => void {
  return (world) => void sendRequest(world, on.conn(), 0, BODY, 10)
}

function flight(on: Wire, id: number, response = false) {
  const found = findFlight(on.world, `message:p1>1/Ping/${id}${response ? '/response' : ''}`)
  if (found === null) throw new Error(`no message ${id} on its way`)
  return found
}

describe('one message by hand', () => {
  test('what is held keeps back whatever follows it in its socket, until it is let go', () => {
    const on = wire()
    on.at(20_000, ask(on))
    on.at(20_500, (world) => holdMessage(world, flight(on, 1)))
    on.at(21_000, ask(on))
    on.at(900_000)
    expect(on.heard).toEqual([])
    expect(isHeld(on.world, flight(on, 1))).toBe(true)
    on.at(900_000, (world) => releaseMessage(world, flight(on, 1)))
    on.at(1_000_000)
    expect(on.heard).toEqual([
      '902000 request 1',
      '902000 request 2',
      '904000 response 1',
      '904000 response 2',
    ])
  })

  test('what is let go takes along what waits behind it, but not past another that is held', () => {
    const on = wire()
    for (const timeUs of [20_000, 20_100, 20_200]) on.at(timeUs, ask(on))
    on.at(20_300, (world) => holdMessage(world, flight(on, 1)))
    on.at(20_400, (world) => holdMessage(world, flight(on, 3)))
    on.at(50_000, (world) => releaseMessage(world, flight(on, 1)))
    on.at(90_000)
    expect(on.heard.filter((text) => text.includes('request'))).toEqual([
      '52000 request 1',
      '52000 request 2',
    ])
    on.at(90_000, (world) => releaseMessage(world, flight(on, 3)))
    on.at(99_000)
    expect(on.heard).toContain('92000 request 3')
  })

  test('a held one stays when its link is healed, and goes on only once it is whole', () => {
    const on = wire()
    on.at(20_000, ask(on))
    on.at(20_100, (world) => holdMessage(world, flight(on, 1)))
    on.at(20_200, (world) => cutLink(world, 'p1', '1'))
    on.at(20_300, (world) => releaseMessage(world, flight(on, 1)))
    on.at(20_400, (world) => holdMessage(world, flight(on, 1)))
    on.at(20_500, (world) => healLink(world, 'p1', '1'))
    on.at(5_000_000)
    expect(on.heard).toEqual([])
    on.at(5_000_000, (world) => cutLink(world, 'p1', '1'))
    on.at(5_000_100, (world) => releaseMessage(world, flight(on, 1)))
    on.at(6_000_000)
    expect(on.heard).toEqual([])
    on.at(6_000_000, (world) => healLink(world, 'p1', '1'))
    on.at(20_000_000)
    expect(on.heard[0]).toMatch(/ request 1$/)
  })

  test('a late one makes late what follows it, and no more than it must', () => {
    const on = wire()
    on.at(20_000, ask(on))
    on.at(20_500, ask(on))
    on.at(21_000, (world) => delayMessage(world, flight(on, 1), 10_000))
    on.at(40_000, ask(on))
    on.at(60_000)
    expect(on.heard.filter((text) => text.includes('request'))).toEqual([
      '32000 request 1',
      '32000 request 2',
      '42000 request 3',
    ])
  })

  test('a dropped request is lost with its connection, and with what followed it; both ends hear of it', () => {
    const on = wire()
    on.at(20_000, ask(on))
    on.at(20_500, ask(on))
    on.at(21_000, (world) => dropMessage(world, flight(on, 1)))
    on.at(40_000)
    expect(on.heard).toEqual(['23000 disconnected reset'])
    on.at(40_000, ask(on))
    on.at(60_000)
    expect(on.heard.slice(1)).toEqual(['42000 request 3', '44000 response 3'])
  })

  test('a dropped response was served all the same', () => {
    const on = wire()
    on.at(20_000, ask(on))
    on.at(23_000, (world) => dropMessage(world, flight(on, 1, true)))
    on.at(40_000)
    expect(on.heard).toEqual(['22000 request 1', '25000 disconnected reset'])
  })

  test('a repeated request is served although its client has lost the connection, and asks anew', () => {
    const on = wire()
    on.at(20_000, ask(on))
    on.at(20_500, (world) => repeatMessage(world, flight(on, 1)))
    on.at(40_000)
    expect(on.heard).toEqual(['22000 request 1', '22500 disconnected reset'])
    on.at(40_000, ask(on))
    on.at(60_000)
    expect(on.heard.slice(2)).toEqual(['42000 request 2', '44000 response 2'])
  })

  test('one that has arrived, or never was, is not found', () => {
    const on = wire()
    on.at(20_000, ask(on))
    on.at(30_000)
    for (const address of [
      'message:p1>1/Ping/1',
      'message:p1>1/Ping/2',
      'message:p1>1/Pong/1',
      'broker:1',
      '',
    ])
      expect(findFlight(on.world, address)).toBeNull()
  })

  test('a held one is forgotten with the machine that sent it', () => {
    const on = wire()
    on.at(20_000, ask(on))
    on.at(20_100, (world) => holdMessage(world, flight(on, 1)))
    on.at(20_200, (world) => endProcess(world, find(world, 'process:p1') as Process, 'powerLost'))
    expect(findFlight(on.world, 'message:p1>1/Ping/1')).toBeNull()
  })
})

describe('one timer by hand', () => {
  function armed(): Wire {
    const on = wire()
    on.at(20_000, (world) => {
      const process = find(world, 'process:p1') as Process
      armTimer(world, process, 1, 7, 100_000)
      armTimer(world, process, 2, 0, 50_000)
    })
    return on
  }

  function timer(on: Wire, address: string) {
    const found = findArmed(on.world, address)
    if (found === null) throw new Error(`${address} is not set`)
    return found
  }

  test('goes off at once, and then no more', () => {
    const on = armed()
    on.at(30_000, (world) => forceTimer(world, timer(on, 'timer:p1/t1/7')))
    on.at(500_000)
    expect(on.heard).toEqual(['30000 timer 1/7', '70000 timer 2/0'])
    expect(findArmed(on.world, 'timer:p1/t1/7')).toBeNull()
  })

  test('goes off later than it was set to', () => {
    const on = armed()
    on.at(30_000, (world) => putOffTimer(world, timer(on, 'timer:p1/t2/0'), 60_000))
    on.at(500_000)
    expect(on.heard).toEqual(['120000 timer 1/7', '130000 timer 2/0'])
  })

  test('of a process that is down, or that is not set, is not found', () => {
    const on = armed()
    for (const address of ['timer:p1/t1/8', 'timer:p1/t9/7', 'timer:nobody/t1/7', 'timer:p1', 'broker:1'])
      expect(findArmed(on.world, address)).toBeNull()
    on.at(30_000, (world) => endProcess(world, find(world, 'process:p1') as Process, 'killed'))
    expect(findArmed(on.world, 'timer:p1/t1/7')).toBeNull()
  })
})
