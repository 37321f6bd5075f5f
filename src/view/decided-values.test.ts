import { describe, expect, it } from 'vitest'
import { HIGH_WATERMARK_ADVANCED } from '../kafka/broker/facts.ts'
import { BATCH_ACKNOWLEDGED } from '../kafka/client/facts.ts'
import { BROKER_FENCED } from '../kafka/controller/facts.ts'
import { headEvent } from '../run/branch.ts'
import { rows } from '../run/rows.ts'
import { branchOf } from '../run/run.ts'
import type { FactKind } from '../sim/facts.ts'
import { decidedValues } from './decided-values.ts'
import { failoverRun } from './testing/failover-run.ts'

const run = failoverRun(16_000_000)
const branch = branchOf(run, 0)

function valuesOf(kind: FactKind, node: string) {
  for (let event = 0; event <= headEvent(branch); event++) {
    const row = rows(run, branch, event).find((one) => one.kind === kind)
    if (row !== undefined) return decidedValues(branch.head.world, row, node)
  }
  return []
}

describe('the values of the configs that decided', () => {
  it('are those of the controller, of the topic, of the client', () => {
    expect(valuesOf(BROKER_FENCED, '101')).toEqual([
      { name: 'broker.session.timeout.ms', value: '9000' },
      { name: 'broker.heartbeat.interval.ms', value: '2000' },
    ])
    expect(valuesOf(HIGH_WATERMARK_ADVANCED, '2')).toEqual([{ name: 'min.insync.replicas', value: '2' }])
    expect(valuesOf(BATCH_ACKNOWLEDGED, 'p1')).toEqual([{ name: 'acks', value: 'all' }])
  })

  it('are left out where the fact is about nobody who has them', () => {
    expect(valuesOf(BATCH_ACKNOWLEDGED, '2')).toEqual([])
  })
})
