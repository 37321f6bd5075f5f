import type { TFunction } from 'i18next'
import type { InputInfo } from '../../worker/protocol.ts'

/** An input in a few words: its name and what it was done to. */
export function inputWords(t: TFunction, input: Pick<InputInfo, 'input' | 'args'>): string {
  const { node, client, from, to, ...rest } = input.args
  const name = t(`input.${input.input}`, { defaultValue: input.input })
  const parts: string[] = []
  const one = node ?? client
  if (one !== undefined) parts.push(processWords(t, String(one)))
  if (from !== undefined && to !== undefined) parts.push(`${from} → ${to}`)
  for (const [field, value] of Object.entries(rest)) parts.push(`${field}=${value}`)
  return [name, ...parts].join(' · ')
}

export function processWords(t: TFunction, name: string): string {
  if (!/^\d+$/.test(name)) return name
  return Number(name) >= 100 ? t('process.controller', { id: name }) : t('process.broker', { id: name })
}
