import { describe, expect, it } from 'vitest'
import type { JournalEntry } from '../work/journal.ts'
import { isOver, killedBroker } from './first-minute.ts'

function input(id: string, args: { readonly [name: string]: string }): JournalEntry {
  return { kind: 'input', branch: 0, made: 0, event: 1, timeUs: 1, input: id, args }
}

describe('the first minute', () => {
  it('sees that a broker was killed, by whatever way', () => {
    expect(killedBroker([])).toBeNull()
    expect(killedBroker([input('pause', { node: '1' })])).toBeNull()
    expect(killedBroker([input('kill', { node: '102' })])).toBeNull()
    expect(killedBroker([input('kill', { node: '2' })])).toBe('2')
    expect(killedBroker([input('power-loss', { node: '3' })])).toBe('3')
  })

  it('waits until others lead and records are acknowledged again', () => {
    const led = [{ leader: 2 }, { leader: 2 }, { leader: 3 }]
    expect(isOver(led, '1', 500, 400)).toBe(true)
    expect(isOver(led, '1', 410, 400)).toBe(false)
    expect(isOver(led, '3', 500, 400)).toBe(false)
    expect(isOver([{ leader: -1 }], '1', 500, 400)).toBe(false)
    expect(isOver([], '1', 500, 400)).toBe(false)
  })
})
