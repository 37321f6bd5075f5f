// What a process's box says about its life in one line.

import type { NodeRow } from '../../view/rows.ts'
import { spanText } from '../format/time.ts'

export interface StateLine {
  readonly key: string
  readonly args: { readonly [name: string]: string | number }
  readonly level: 'calm' | 'warn' | 'bad'
}

/** Text key and arguments for a broker's second line. */
export function brokerLine(node: NodeRow, timeUs: number): readonly StateLine[] {
  const lines: StateLine[] = []
  if (node.status !== 'running')
    lines.push({ key: `life.${node.status}`, args: {}, level: node.status === 'paused' ? 'warn' : 'bad' })
  if (node.status === 'running' && node.fenced === null)
    lines.push({ key: 'broker.unregistered', args: {}, level: 'warn' })
  else if (node.fenced === true) lines.push({ key: 'broker.fenced', args: {}, level: 'bad' })
  else if (node.status !== 'running' && node.sessionEndsUs !== null && node.sessionEndsUs > timeUs) {
    lines.push({ key: 'broker.session', args: { span: spanText(node.sessionEndsUs - timeUs) }, level: 'bad' })
  }
  if (lines.length === 0)
    lines.push({
      key: 'broker.duties',
      args: { leaders: node.leaders, followers: node.followers },
      level: 'calm',
    })
  return lines
}
