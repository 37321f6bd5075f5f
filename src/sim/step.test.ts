import { describe, expect, test } from 'vitest'
import { EngineError } from './assert.ts'
import type { Input, InputDeclaration } from './input.ts'
import { sortInputs } from './input.ts'
import { startProcess } from './life.ts'
import { EVENTS_PER_CHUNK, EVENTS_PER_INSTANT_MAX } from './limits.ts'
import type { Process } from './process.ts'
import { addProcess, armTimer, cancelTimer, dropTimer, isArmed, later } from './process.ts'
import type { Programme } from './programme.ts'
import type { Inputs } from './step.ts'
import { step } from './step.ts'
import { memoryOf, toyWorld } from './testing/toy.ts'
import { TOY_STORM, toyInputs } from './testing/toy-inputs.ts'
import type { TraceChunk } from './trace.ts'
import { createChunk, createRecorder } from './trace.ts'
import type { World } from './world.ts'
import { createWorld, find, intern } from './world.ts'

const idle = (): void => undefined

/** One process whose timers and tasks write down when they went off. */
function clock(change: Partial<Programme> = {}): { world: World; process: () => Process; log: string[] } {
  const log: string[] = []
  const programme: Programme = {
    started: idle,
    stopping: idle,
    ended: idle,
    connected: idle,
    disconnected: idle,
    request: idle,
    response: idle,
    timer: (world, _, row) => log.push(`${world.nowUs} timer ${row.timer}/${row.key}`),
    task: (world, _, task) => log.push(`${world.nowUs} task ${task.task}`),
    disk: idle,
    names: { api: String, timer: String, task: String, disk: String },
    ...change,
  }
  const world = createWorld('42', programme, { latencyUs: 0, jitterUs: 0 })
  startProcess(world, addProcess(world, '1'))
  return { world, process: () => find(world, 'process:1') as Process, log }
}

/** Inputs that write down their name. */
function notes(log: string[], ...list: readonly (readonly [number, number, string])[]): Inputs {
  const note: InputDeclaration = {
    code: 0,
    id: 'note',
    family: 'life',
    fields: [],
    applies: () => true,
    effect: (world, args) => log.push(`${world.nowUs} input ${args.name}`),
  }
  const inputs = list.map(
    ([timeUs, after, name]): Input => ({ timeUs, after, input: 'note', args: { name } }),
  )
  return { list: sortInputs(inputs), registry: new Map([['note', note]]) }
}

const NONE: Inputs = { list: [], registry: new Map() }

describe('an event', () => {
  test('is the earliest wake-up; of one instant, what was scheduled first', () => {
    const { world, process, log } = clock()
    armTimer(world, process(), 1, 0, 50)
    armTimer(world, process(), 2, 0, 20)
    later(world, process(), 3, 20, null)
    armTimer(world, process(), 4, 0, 20)
    while (step(world, NONE, 1_000));
    expect(log).toEqual(['20 timer 2/0', '20 task 3', '20 timer 4/0', '50 timer 1/0'])
  })

  test('does not pass the limit it is given', () => {
    const { world, process, log } = clock()
    armTimer(world, process(), 1, 0, 50)
    expect(step(world, NONE, 49)).toBe(false)
    expect(step(world, NONE, 50)).toBe(true)
    expect(step(world, NONE, 1_000)).toBe(false)
    expect(log).toEqual(['50 timer 1/0'])
    expect(world.nowUs).toBe(50)
  })

  test('is none when a timer was moved, cancelled or dropped before it went off', () => {
    const { world, process, log } = clock()
    armTimer(world, process(), 1, 0, 50)
    armTimer(world, process(), 1, 0, 70)
    armTimer(world, process(), 2, 0, 10)
    cancelTimer(world, process(), 2, 0)
    armTimer(world, process(), 3, 0, 20)
    dropTimer(world, process(), 3, 0)
    expect(isArmed(process(), 2, 0)).toBe(false)
    while (step(world, NONE, 1_000));
    expect(log).toEqual(['70 timer 1/0'])
    expect(world.event).toBe(0)
  })
})

describe('inputs are merged from outside', () => {
  test('before what the world does in the same instant, or after so many events of it', () => {
    const { world, process, log } = clock()
    for (let timer = 1; timer <= 3; timer++) armTimer(world, process(), timer, 0, 100)
    const inputs = notes(log, [100, 3, 'c'], [100, 0, 'a'], [100, 2, 'b'], [60, 0, 'early'])
    while (step(world, inputs, 1_000));
    expect(log).toEqual([
      '60 input early',
      '100 input a',
      '100 timer 1/0',
      '100 input b',
      '100 input c',
      '100 timer 2/0',
      '100 timer 3/0',
    ])
  })

  test('even when the instant has fewer events than they wait for', () => {
    const { world, process, log } = clock()
    armTimer(world, process(), 1, 0, 100)
    armTimer(world, process(), 2, 0, 200)
    while (step(world, notes(log, [100, 9, 'late']), 1_000));
    expect(log).toEqual(['100 timer 1/0', '100 input late', '200 timer 2/0'])
  })

  test('in the order in which they are listed when they share a moment', () => {
    const { world, log } = clock()
    while (step(world, notes(log, [5, 0, 'a'], [5, 0, 'b'], [5, 0, 'c']), 1_000));
    expect(log).toEqual(['5 input a', '5 input b', '5 input c'])
  })

  test('and take no seq: one more later leaves every earlier hash as it was', () => {
    const plain = toyWorld()
    const more = toyWorld()
    const late = toyInputs('3s kill 1', '3.5s start 1')
    for (const [world, inputs] of [
      [plain, NONE],
      [more, late],
    ] as const)
      while (step(world, inputs, 2_999_999));
    expect(more.traceHash).toEqual(plain.traceHash)
    expect(more.seq).toBe(plain.seq)
  })

  test('to what makes no sense now become missed facts, not errors', () => {
    const world = toyWorld()
    const inputs = toyInputs('1s kill 1', '1.1s kill 1')
    while (step(world, inputs, 2_000_000));
    expect(world.inputsTaken).toBe(2)
  })
})

describe('guards', () => {
  test('a timer that sets itself anew in no time ends in a located error, not a hang', () => {
    const { world, process } = clock({ timer: (on, owner, row) => armTimer(on, owner, row.timer, 0, 0) })
    armTimer(world, process(), 1, 0, 5)
    const run = (): void => {
      while (step(world, NONE, 1_000));
    }
    expect(run).toThrow(EngineError)
    expect(run).toThrow(new RegExp(`more than ${EVENTS_PER_INSTANT_MAX} events at 5 us`))
  })

  test('an input that nobody declared is an error that names it', () => {
    const { world } = clock()
    const inputs: Inputs = {
      list: [{ timeUs: 1, after: 0, input: 'explode', args: {} }],
      registry: new Map(),
    }
    expect(() => step(world, inputs, 10)).toThrow(/no input explode/)
  })
})

describe('a process that is paused', () => {
  test('does nothing until it resumes, then first what it was at, then its late timers in their old order', () => {
    const { world, process, log } = clock()
    const registry = toyInputs().registry
    const inputs: Inputs = {
      registry,
      list: [
        { timeUs: 10, after: 0, input: 'pause', args: { node: '1' } },
        { timeUs: 500, after: 0, input: 'resume', args: { node: '1' } },
      ],
    }
    armTimer(world, process(), 2, 0, 90)
    armTimer(world, process(), 1, 0, 80)
    armTimer(world, process(), 3, 0, 900)
    later(world, process(), 7, 85, null)
    while (step(world, inputs, 1_000));
    expect(log).toEqual(['500 task 7', '500 timer 1/0', '500 timer 2/0', '900 timer 3/0'])
  })
})

describe('the trace', () => {
  test('has every event with its time, cause and leading fact, in chunks of a fixed length', () => {
    const chunks: TraceChunk[] = []
    const world = toyWorld({ players: 30 })
    world.recorder = createRecorder(0, (firstEvent) => {
      chunks.push(createChunk(firstEvent))
      return chunks[chunks.length - 1] as TraceChunk
    })
    const events = EVENTS_PER_CHUNK * 2 + 10
    for (let i = 0; i < events; i++) step(world, TOY_STORM, 100_000_000)
    expect(chunks.map((chunk) => [chunk.firstEvent, chunk.events])).toEqual([
      [0, EVENTS_PER_CHUNK],
      [EVENTS_PER_CHUNK, EVENTS_PER_CHUNK],
      [EVENTS_PER_CHUNK * 2, 10],
    ])
    let before = 0
    const wrong: number[] = []
    for (const chunk of chunks) {
      for (let at = 0; at < chunk.events; at++) {
        const timeUs = chunk.timeUs[at] as number
        const lead = chunk.leadRow[at] as number
        const isOrdered = timeUs >= before && (chunk.cause[at] as number) < chunk.firstEvent + at
        const isLed = lead >= (chunk.firstRow[at] as number) && lead < (chunk.firstRow[at + 1] as number)
        if (!isOrdered || !isLed) wrong.push(chunk.firstEvent + at)
        before = timeUs
      }
    }
    expect(wrong).toEqual([])
    expect(before).toBe(world.nowUs)
  })

  test('names things by numbers that only grow', () => {
    const world = toyWorld()
    const a = intern(world, 'orders-0')
    expect([intern(world, 'orders-1'), intern(world, 'orders-0')]).toEqual([a + 1, a])
  })
})

describe('a disk', () => {
  test('keeps what was flushed, and only that, through power loss', () => {
    const world = toyWorld({ restUs: 0 })
    while (step(world, toyInputs('1s power-loss 1'), 1_000_000));
    const paper = find(world, 'paper:1') as unknown as { total: number; flushed: number }
    expect(paper.total).toBe(paper.flushed)
    expect(memoryOf(world, '1').recent).toEqual([])
  })
})
