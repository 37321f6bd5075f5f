// One leader per epoch: of a partition, and of the metadata quorum.

import type { Entity, Tables } from '../sim/tables.ts'
import { addEntity, findEntity, ownIn } from '../sim/tables.ts'
import { detailOf } from './detail.ts'
import type { Invariant } from './invariant.ts'
import { violate } from './invariant.ts'

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
  invariant: Invariant,
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
    if (known.leaders[index] !== leader)
      violate(tables, invariant, event, { about, detail: detailOf('epoch', { epoch }) })
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

/** Epochs begin anew. */
export function forgetLeaders(tables: Tables, about: string): void {
  const known = findEntity(tables, `leaders:${about}`) as Leaders | null
  if (known === null) return
  const mine = ownIn(tables, known)
  mine.epochs.length = 0
  mine.leaders.length = 0
}
