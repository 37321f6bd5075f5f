// DeleteRecords (API key 21), asked of the leaders: everything below an offset goes.

import type { Sealed } from '../../sim/tree.ts'

/** Up to the high watermark. */
export const TO_HIGH_WATERMARK = -1

export interface DeleteRecordsRequest extends Sealed {
  readonly type: 'deleteRecords'
  readonly timeoutMs: number
  readonly partitions: readonly { readonly partition: string; readonly offset: number }[]
}

export interface DeletedRecords {
  readonly partition: string
  readonly error: number
  /** The lowest log start of the live replicas, −1 with an error. */
  readonly lowWatermark: number
}

export interface DeleteRecordsResponse extends Sealed {
  readonly type: 'deleteRecords'
  readonly partitions: readonly DeletedRecords[]
}
