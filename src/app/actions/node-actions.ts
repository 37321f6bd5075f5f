// Which of the declared inputs a menu offers for a process in a given state. The declarations themselves live with the
// engine, behind the worker; what does not apply after all becomes a visible missed fact there.

import type { LifeStatus } from '../../view/rows.ts'

export type ProcessKind = 'broker' | 'controller' | 'client'

export interface NodeAction {
  readonly id: string
  readonly appliesTo: (kind: ProcessKind, status: LifeStatus) => boolean
}

const ALIVE: readonly LifeStatus[] = ['running', 'paused', 'stopping', 'cutOff']

export const nodeActions: readonly NodeAction[] = [
  { id: 'kill', appliesTo: (_, status) => ALIVE.includes(status) },
  { id: 'stop', appliesTo: (_, status) => status === 'running' || status === 'cutOff' },
  { id: 'power-loss', appliesTo: (_, status) => ALIVE.includes(status) },
  { id: 'pause', appliesTo: (_, status) => status === 'running' || status === 'cutOff' },
  { id: 'resume', appliesTo: (_, status) => status === 'paused' },
  { id: 'start', appliesTo: (_, status) => status === 'stopped' || status === 'dead' },
  { id: 'cut-off', appliesTo: (_, status) => status !== 'cutOff' },
  { id: 'reconnect', appliesTo: (_, status) => status === 'cutOff' },
]

/** Done to a link from one process to another, one way. */
export const linkActions = ['cut-link', 'heal-link'] as const
