// One leader per epoch: of a partition, and of the metadata quorum.

import type { Entity, Tables } from '../sim/tables.ts'
import { addEntity, findEntity, ownIn } from '../sim/tables.ts'
import { ONE_LEADER_PER_EPOCH, violate } from './invariant.ts'

interface Leaders extends Entity {
  readonly kind: 'leaders'
  /** Latest epochs, oldest first, and who led each. */
  readonly epochs: number[]
  readonly leaders: number[]
}

const EPOCHS_REMEMBERED = 256

/** `about`: a partition, or the quorum; `leader`: slot of the process that says it leads. */
export function noteLeader(
  tables: Tables,
  about: string,
  epoch: number,
  leader: number,
  event: number,
): void {
  const address = `leaders:${about}`
  const known =
    (findEntity(tables, address) as Leaders | null) ??
    addEntity<Leaders>(tables, (slot, stamp) => ({
      kind: 'leaders',
      address,
      slot,
      stamp,
      epochs: [],
      leaders: [],
    }))
  const index = known.epochs.indexOf(epoch)
  if (index >= 0) {
    if (known.leaders[index] !== leader) violate(tables, ONE_LEADER_PER_EPOCH, event, about, `epoch ${epoch}`)
    return
  }
  const mine = ownIn(tables, known)
  mine.epochs.push(epoch)
  mine.leaders.push(leader)
  if (mine.epochs.length > EPOCHS_REMEMBERED) {
    mine.epochs.shift()
    mine.leaders.shift()
  }
}
