import { SHIPPED } from 'virtual:scenarios'
import { beforeAll, describe, expect, test } from 'vitest'
import { fateOf } from '../check/fates.ts'
import { buildWorld } from '../kafka/build.ts'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import { fieldValue } from '../view/field-value.ts'
import { headEvent } from './branch.ts'
import { neighbour } from './neighbour.ts'
import { rows, timeOf } from './rows.ts'
import type { Run } from './run.ts'
import { advance, branchOf, createRun } from './run.ts'
import { seek } from './seek.ts'
import { CHECKER } from './trial.ts'
import { watcherOf } from './until.ts'
import type { UntilAsk } from './until-conditions.ts'
import { UNTIL_CONDITIONS } from './until-conditions.ts'
import { searchUntil } from './until-search.ts'

let run: Run

/** The failover, computed up to 25 s. */
beforeAll(async () => {
  const scenario = await SHIPPED.find(({ id }) => id === 'leader-failover')?.load()
  if (scenario === undefined) throw new Error('no failover')
  run = createRun({
    makeWorld: () => buildWorld(scenario),
    registry: INPUT_REGISTRY,
    inputs: scenario.inputs.map((input) => ({ ...input, origin: 'scenario' })),
    checker: CHECKER,
  })
  while (advance(run, branchOf(run, 0), 16_384, 25_000_000) > 0);
})

/** The next one from an event on; −1: none up to the head, or none before. */
function find(event: number, direction: 1 | -1, until: UntilAsk['until'], args: UntilAsk['args']): number {
  const branch = branchOf(run, 0)
  const watcher = watcherOf(until, args, branch.head.world, fieldValue)
  if (watcher === null) throw new Error('refused')
  const search = searchUntil(run, branch, event, direction, watcher)
  for (;;) {
    const step = search.next()
    if (step.done === true) return step.value
    if (step.value === 'atHead') return -1
  }
}

/** All of them, walking forwards. */
function all(until: UntilAsk['until'], args: UntilAsk['args']): number[] {
  const found: number[] = []
  for (let event = find(-1, 1, until, args); event >= 0; event = find(event, 1, until, args))
    found.push(event)
  return found
}

function factsAt(event: number): string[] {
  return rows(run, branchOf(run, 0), event).map((row) => row.kind.id)
}

const ASKS: readonly UntilAsk[] = [
  { until: 'record-fate', args: { record: 'record:p1/200' } },
  { until: 'leadership', args: {} },
  { until: 'leadership', args: { partition: 'orders-1' } },
  { until: 'under-min-isr', args: {} },
  { until: 'high-watermark-stall', args: { for: 300_000 } },
  { until: 'lag', args: { above: 20 } },
  { until: 'error', args: { error: 'NOT_LEADER_OR_FOLLOWER' } },
  { until: 'field-change', args: { address: 'partition:orders-0', field: 'isr' } },
  { until: 'field-change', args: { address: 'broker:1', field: 'status' } },
  { until: 'condition', args: { condition: 'partition:orders-0 leader != 1' } },
  { until: 'condition', args: { condition: 'broker:1 status == dead for 2s' } },
]

describe('run until', () => {
  test.each(ASKS)('$until $args: backwards finds what forwards found', ({ until, args }) => {
    const forth = all(until, args)
    const back: number[] = []
    let event = headEvent(branchOf(run, 0)) + 1
    for (let at = find(event, -1, until, args); at >= 0; at = find(at, -1, until, args)) back.unshift(at)
    expect(back).toEqual(forth)
    event = forth.at(-1) ?? -1
    if (event >= 0) expect(find(event, 1, until, args)).toBe(-1)
  })

  test('a record goes from the producer to the log, is answered, and is given to a consumer', () => {
    const events = all('record-fate', { record: 'record:p1/200' })
    const branch = branchOf(run, 0)
    const fates = events.map((event) => {
      const seeked = seek(run, branch, event)
      if (seeked.kind === 'diverged' || seeked.checks === null) throw new Error('diverged')
      return fateOf(seeked.world, seeked.checks, 'p1', 200)
    })
    expect(fates.slice(0, 3)).toEqual(['waiting', 'sent', 'pending'])
    expect(fates.at(-1)).toBe('delivered')
  })

  test('leadership changes where a leader was elected or is gone', () => {
    const found = all('leadership', { partition: 'orders-0' })
    expect(found.length).toBeGreaterThan(0)
    for (const event of found)
      expect(factsAt(event).some((id) => /leaderElected|leaderless/.test(id))).toBe(true)
    expect(all('leadership', {}).length).toBeGreaterThan(found.length)
  })

  test('the high watermark stalls when the leader has died and its followers are still in the ISR', () => {
    const killUs = 5_000_000
    const [first] = all('high-watermark-stall', { partition: 'orders-0', for: 300_000 }).filter(
      (event) => timeOf(run, branchOf(run, 0), event) > killUs,
    )
    expect(first === undefined ? -1 : timeOf(run, branchOf(run, 0), first)).toBeGreaterThan(killUs + 290_000)
  })

  test('a node’s next event, and its last, are its own', () => {
    const kill = neighbour(
      run,
      branchOf(run, 0),
      find(-1, 1, 'error', { error: 'NOT_LEADER_OR_FOLLOWER' }),
      'mark',
      -1,
    )
    const next = find(kill, 1, 'node-event', { node: '2' })
    expect(next).toBeGreaterThan(kill)
    expect(find(next + 1, -1, 'node-event', { node: '2' })).toBe(next)
  })

  test('the last change of a field is where the inspector shows another value than before', () => {
    const args = { address: 'controller:101', field: 'raftRole' }
    const last = find(headEvent(branchOf(run, 0)), -1, 'field-change', args)
    expect(last).toBeGreaterThanOrEqual(0)
  })

  test('a search that replays verifies the hashes it passes', () => {
    const branch = branchOf(run, 0)
    const [first] = branch.milestones
    if (first === undefined) throw new Error('no milestone')
    first.lo ^= 1
    const search = () => find(-1, 1, 'condition', { condition: 'ledger lost > 0' })
    expect(search).toThrow('not what happened first, after event 1023')
    expect(run.verified.diverged).toEqual({ branch: 0, event: 1_023 })
    first.lo ^= 1
    run.verified.diverged = null
    expect(search()).toBe(-1)
  })

  test('nothing is violated: the search ends at the head', () => {
    expect(find(-1, 1, 'violation', {})).toBe(-1)
    expect(find(headEvent(branchOf(run, 0)), -1, 'violation', {})).toBe(-1)
  })

  test('what names nothing is refused', () => {
    const { world } = branchOf(run, 0).head
    expect(watcherOf('error', { error: 'NO_SUCH_ERROR' }, world, fieldValue)).toBeNull()
    expect(watcherOf('node-event', { node: '77' }, world, fieldValue)).toBeNull()
    expect(watcherOf('condition', { condition: 'nonsense' }, world, fieldValue)).toBeNull()
    expect(watcherOf('field-change', { address: 'broker:1' }, world, fieldValue)).toBeNull()
    expect(watcherOf('nothing', {}, world, fieldValue)).toBeNull()
  })

  test('every declared condition has a watcher', () => {
    const { world } = branchOf(run, 0).head
    const given: { readonly [field: string]: string | number } = {
      record: 'record:p1/10',
      error: 'NONE',
      node: '1',
      address: 'broker:1',
      field: 'status',
      above: 1,
      for: 1,
      condition: 'ledger lost == 0',
    }
    for (const { id, fields } of UNTIL_CONDITIONS) {
      const args = Object.fromEntries(fields.map(({ name }) => [name, given[name] ?? '']))
      expect(watcherOf(id, args, world, fieldValue), id).not.toBeNull()
    }
  })
})
