import { describe, expect, test } from 'vitest'
import type { Input } from '../../sim/input.ts'
import { linkBetween } from '../../sim/link.ts'
import type { Process } from '../../sim/process.ts'
import { addProcess } from '../../sim/process.ts'
import type { Programme } from '../../sim/programme.ts'
import { step } from '../../sim/step.ts'
import type { World } from '../../sim/world.ts'
import { createWorld, find } from '../../sim/world.ts'
import { INPUT_REGISTRY, INPUTS } from './registry.ts'

const idle = (): void => undefined
const PROGRAMME: Programme = {
  started: idle,
  stopping: idle,
  ended: idle,
  connected: idle,
  disconnected: idle,
  request: idle,
  response: idle,
  timer: idle,
  task: idle,
  disk: idle,
  names: { api: String, timer: String, task: String, disk: String },
}

function world(): World {
  const made = createWorld('1', PROGRAMME, { latencyUs: 1_000, jitterUs: 0 })
  for (const name of ['1', '2', 'p1']) addProcess(made, name)
  return made
}

/** Does the inputs in turn; answers what the world did with the last: done or missed. */
function run(on: World, ...does: readonly (readonly [string, string, string?])[]): 'done' | 'missed' {
  const list = does.map(([input, node, to], place): Input => {
    const args = to === undefined ? { node } : { from: node, to }
    return { timeUs: on.nowUs + place + 1, after: 0, input, args }
  })
  on.inputsTaken = 0
  let applied = false
  for (const input of list) {
    applied = INPUT_REGISTRY.get(input.input)?.applies(on, input.args) ?? false
    expect(step(on, { list, registry: INPUT_REGISTRY }, input.timeUs)).toBe(true)
  }
  return applied ? 'done' : 'missed'
}

function life(on: World, name: string): string {
  return (find(on, `process:${name}`) as Process).life
}

describe('inputs', () => {
  test('have one code and one id each', () => {
    expect(new Set(INPUTS.map((declaration) => declaration.code)).size).toBe(INPUTS.length)
    expect(INPUT_REGISTRY.size).toBe(INPUTS.length)
  })

  test('kill and start work on brokers and clients alike', () => {
    const on = world()
    run(on, ['start', '1'], ['start', 'p1'], ['kill', '1'], ['kill', 'p1'])
    expect([life(on, '1'), life(on, 'p1')]).toEqual(['dead', 'dead'])
    expect(run(on, ['start', '1'])).toBe('done')
    expect(life(on, '1')).toBe('running')
  })

  test('power loss turns the machine off, and start turns it on again', () => {
    const on = world()
    run(on, ['start', '1'], ['power-loss', '1'])
    expect((find(on, 'process:1') as Process).powered).toBe(false)
    run(on, ['start', '1'])
    expect((find(on, 'process:1') as Process).powered).toBe(true)
  })

  test('pause and resume', () => {
    const on = world()
    expect(run(on, ['start', '1'], ['pause', '1'])).toBe('done')
    expect(life(on, '1')).toBe('paused')
    expect(run(on, ['resume', '1'])).toBe('done')
    expect(life(on, '1')).toBe('running')
  })

  test('that make no sense now are missed, never an error', () => {
    const on = world()
    expect(run(on, ['kill', '1'])).toBe('missed')
    expect(run(on, ['start', 'nobody'])).toBe('missed')
    expect(run(on, ['resume', '1'])).toBe('missed')
    expect(run(on, ['start', '1'], ['start', '1'])).toBe('missed')
    expect(run(on, ['cut-link', '1', '1'])).toBe('missed')
    expect(run(on, ['heal-link', '1', '2'])).toBe('missed')
    expect(run(on, ['reconnect', '1'])).toBe('missed')
  })

  test('cut-off cuts every link of the host both ways, cut-link one link one way', () => {
    const on = world()
    const cuts = (): string[] =>
      ['1', '2', 'p1'].flatMap((from) =>
        ['1', '2', 'p1']
          .filter((to) => to !== from && linkBetween(on, from, to).cutBy >= 0)
          .map((to) => `${from}>${to}`),
      )
    run(on, ['cut-link', '1', '2'])
    expect(cuts()).toEqual(['1>2'])
    run(on, ['cut-off', '1'])
    expect(cuts()).toEqual(['1>2', '1>p1', '2>1', 'p1>1'])
    expect(run(on, ['reconnect', '1'])).toBe('done')
    expect(cuts()).toEqual([])
  })
})
