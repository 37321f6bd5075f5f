// The high watermark: it never falls within a leader's reign, and it stands still below min ISR.

import type { Replica } from '../kafka/broker/replica.ts'
import { maximalIsr } from '../kafka/broker/replica.ts'
import type { Tables } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { detailOf } from './detail.ts'
import { COMMITS_AT_MIN_ISR, violate, WATERMARK_NEVER_FALLS } from './invariant.ts'

/** A leader has moved it. */
export function noteWatermark(
  world: World,
  tables: Tables,
  replica: Readonly<Replica>,
  from: number,
  to: number,
): void {
  const about = `partition:${replica.partition}`
  if (to <= from) {
    const detail = detailOf('watermark-fell', { from, to, epoch: replica.leaderEpoch })
    violate(tables, WATERMARK_NEVER_FALLS, world.event, { about, detail })
  }
  if (replica.isr.length < replica.effectiveMinIsr) {
    const isr = maximalIsr(replica).join(', ')
    const detail = detailOf('committed-below-min-isr', { to, isr, minIsr: replica.effectiveMinIsr })
    violate(tables, COMMITS_AT_MIN_ISR, world.event, { about, detail })
  }
}
