import type { TFunction } from 'i18next'
import { describe, expect, it } from 'vitest'
import { addressWords } from './address-words.ts'

/** Tells the key it is asked for, and the name in it. */
const t = ((key: string, args?: { readonly id?: string; readonly key?: string }) =>
  [key, args?.id ?? args?.key].filter(Boolean).join(' ')) as unknown as TFunction

describe('an address as a heading', () => {
  it('tells the ends of a message, whatever channel it goes over, the way it goes', () => {
    expect(addressWords(t, 'message:p1>2/Produce/17').name).toBe('Produce 17 · p1 → 2')
    expect(addressWords(t, 'message:3>1/fetcher/Fetch/30').name).toBe('Fetch 30 · 3 → 1')
    expect(addressWords(t, 'message:3>1/fetcher/Fetch/30/response').name).toBe('Fetch 30 · 1 → 3')
  })

  it('tells whose timer it is and what it waits for', () => {
    expect(addressWords(t, 'timer:101/session/1').name).toBe('process.controller 101 · timer.session 1')
  })
})
