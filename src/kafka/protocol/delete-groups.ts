// DeleteGroups (API key 42), asked of a group's coordinator. Kafka names all groups of one coordinator at once; our admin client asks for one.

import type { Sealed } from '../../sim/tree.ts'

export interface DeleteGroupsRequest extends Sealed {
  readonly type: 'deleteGroups'
  readonly group: string
}

export interface DeleteGroupsResponse extends Sealed {
  readonly type: 'deleteGroups'
  readonly error: number
}
