// The figures in which two worlds differ: gauges, summed over what they are told of, and the counters of the ledger.

import { ledgerOf } from '../check/ledger.ts'
import type { Here } from '../run/here.ts'
import type { CompareRows } from './compare-rows.ts'
import { gaugesOf } from './gauges.ts'
import { sceneOf } from './scene.ts'

const COUNTERS = ['sent', 'acknowledged', 'committed', 'delivered', 'failed', 'lost', 'duplicated'] as const

export function compareFigures(a: Here, b: Here): CompareRows['metrics'] {
  const found: { name: string; a: number; b: number }[] = []
  const add = (name: string, left: number, right: number): void => {
    if (left !== right) found.push({ name, a: left, b: right })
  }
  add('events', a.world.event + 1, b.world.event + 1)
  if (a.checks !== null && b.checks !== null) {
    const [ledgerA, ledgerB] = [ledgerOf(a.checks), ledgerOf(b.checks)]
    for (const name of COUNTERS) add(`records.${name}`, ledgerA[name], ledgerB[name])
  }
  const [gaugesA, gaugesB] = [gaugesOf(sceneOf(a.world)), gaugesOf(sceneOf(b.world))]
  for (const name of Object.keys(gaugesA)) add(name, sum(gaugesA[name]), sum(gaugesB[name]))
  return found
}

function sum(values: readonly number[] | undefined): number {
  return (values ?? []).reduce((total, value) => total + value, 0)
}
