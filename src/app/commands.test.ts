import { describe, expect, it } from 'vitest'
import { commandForKey, commands } from './commands.ts'

const key = (name: string, held: { shift?: boolean; ctrl?: boolean } = {}) => ({
  key: name,
  shiftKey: held.shift ?? false,
  ctrlKey: held.ctrl ?? false,
  metaKey: false,
  altKey: false,
})

describe('the command list', () => {
  it('has no id twice', () => {
    expect(new Set(commands.map((command) => command.id)).size).toBe(commands.length)
  })

  it('has no key twice', () => {
    const keys = commands.flatMap((command) => command.keys)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it.each([
    [key(' '), 'play'],
    [key('ArrowRight'), 'step.event'],
    [key('ArrowLeft', { shift: true }), 'back.request'],
    [key('?', { shift: true }), 'help'],
    [key('['), 'back.mark'],
    [key('k', { ctrl: true }), 'palette'],
  ])('finds the command of a key press %#', (press, id) => {
    expect(commandForKey(press)?.id).toBe(id)
  })

  it('leaves other keys alone', () => {
    expect(commandForKey(key('ArrowRight', { ctrl: true }))).toBeNull()
    expect(commandForKey(key('q'))).toBeNull()
  })
})
