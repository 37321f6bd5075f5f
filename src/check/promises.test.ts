import { describe, expect, it } from 'vitest'
import type { Input } from '../sim/input.ts'
import { promiseTable } from './promises.ts'
import { input, runFailover } from './testing/failover.ts'

/** Cells of the table in which records were lost. */
function losses(inputs: readonly Input[]) {
  const { world, checks } = runFailover({ seed: '1', producer: { acks: 1 }, inputs, untilUs: 40_000_000 })
  return promiseTable(world, checks).flatMap(({ settings, cells }) =>
    cells.filter(({ lost }) => lost > 0).map(({ fault, verdict }) => [settings, fault, verdict]),
  )
}

describe('the table of promises', () => {
  it('counts a leader that another has replaced as lost, be it dead, hung or cut off: acks=1 promises nothing then', () => {
    const others = ['2', '3', '101', '102', '103']
    const cut = others.flatMap((node) => [
      input(10, 'cut-link', { from: '1', to: node }),
      input(10, 'cut-link', { from: node, to: '1' }),
    ])
    const inTheCell = [['acks-1', 'leader-lost', 'allowed']]
    expect(losses([...cut, input(30, 'reconnect', { node: '1' })])).toEqual(inTheCell)
    expect(losses([input(10, 'pause', { node: '1' }), input(30, 'resume', { node: '1' })])).toEqual(inTheCell)
    expect(losses([input(10, 'kill', { node: '1' })])).toEqual(inTheCell)
  })
})
