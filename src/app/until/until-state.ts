// What is looked for, as it was last written: kept while the dialog is closed.

import { create } from 'zustand'
import type { UntilCondition } from '../../run/until-conditions.ts'

export interface UntilState {
  readonly until: string
  /** By name of the field. */
  readonly texts: { readonly [field: string]: string }
}

export const useUntil = create<UntilState>(() => ({ until: 'leadership', texts: { for: '5', above: '100' } }))

export function writeField(name: string, text: string): void {
  useUntil.setState(({ texts }) => ({ texts: { ...texts, [name]: text } }))
}

/** null while something that is needed is missing. Durations are written in seconds and asked in microseconds. */
export function argsOf(
  { fields }: Pick<UntilCondition, 'fields'>,
  texts: UntilState['texts'],
): { readonly [field: string]: string | number } | null {
  const args: { [field: string]: string | number } = {}
  for (const { name, kind, optional } of fields) {
    const text = (texts[name] ?? '').trim()
    if (text === '') {
      if (optional) continue
      return null
    }
    if (kind !== 'number' && kind !== 'duration') {
      args[name] = text
      continue
    }
    const value = Number(text)
    if (!Number.isFinite(value) || value < 0) return null
    args[name] = kind === 'duration' ? Math.round(value * 1_000_000) : Math.round(value)
  }
  return args
}
