// Opens a shipped scenario as a place of its own in the browser's history, so that one can go back to what was open.

import type { OpenSource } from '../../worker/protocol.ts'
import type { Session } from '../play/session.ts'
import { pushAddress } from './address.ts'
import { useLens } from './lens.ts'
import { writeLink } from './link.ts'

export async function openShipped(session: Session, id: string, seed: string | null): Promise<void> {
  const nowhere = { branch: null, event: null, selected: null, viewpoint: null }
  const { lens } = useLens.getState()
  pushAddress(writeLink({ scenario: id, seed, ...nowhere, lens }))
  await session.open(shippedSource(id, seed))
}

/** `seed` null: the scenario's own. */
export function shippedSource(id: string, seed: string | null): OpenSource {
  return seed === null ? { kind: 'shipped', id } : { kind: 'shipped', id, seed }
}
