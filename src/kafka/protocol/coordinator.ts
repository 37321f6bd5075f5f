// FindCoordinator (API key 10): any broker says who coordinates a group (clients.md 5.1).

import type { Sealed } from '../../sim/tree.ts'

export interface FindCoordinatorRequest extends Sealed {
  readonly type: 'findCoordinator'
  readonly groups: readonly string[]
}

export interface FindCoordinatorResponse extends Sealed {
  readonly type: 'findCoordinator'
  readonly coordinators: readonly {
    readonly group: string
    readonly error: number
    /** −1 when nobody is known. */
    readonly node: number
  }[]
}
