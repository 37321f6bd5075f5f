// ConsumerGroupHeartbeat (68): the one request of the KIP-848 protocol (clients.md 5.8).

import type { Sealed } from '../../sim/tree.ts'

export interface ConsumerGroupHeartbeatRequest extends Sealed {
  readonly type: 'consumerGroupHeartbeat'
  readonly group: string
  /** Made by the client itself. */
  readonly memberId: string
  /** 0 to join, −1 to leave, −2 for a static member that comes back. */
  readonly memberEpoch: number
  readonly instanceId: string | null
  readonly rack: string | null
  /** −1: unchanged since the last heartbeat; likewise null below. */
  readonly rebalanceTimeoutMs: number
  readonly topics: readonly string[] | null
  /** Regular expression, resolved by the coordinator. */
  readonly pattern: string | null
  readonly assignor: string | null
  /** Partitions that the member has now, by name. */
  readonly owned: readonly string[] | null
}

export interface ConsumerGroupHeartbeatResponse extends Sealed {
  readonly type: 'consumerGroupHeartbeat'
  readonly error: number
  readonly memberId: string
  readonly memberEpoch: number
  readonly heartbeatIntervalMs: number
  /** null: nothing new. */
  readonly assignment: readonly string[] | null
}
