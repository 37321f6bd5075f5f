// Facts: what an event did, one row of the trace each. The kinds are declared here and in kafka/facts.ts; a code never changes its meaning.

export type FactFamily =
  | 'input'
  | 'life'
  | 'network'
  | 'timer'
  | 'disk'
  | 'client'
  | 'replica'
  | 'control'
  | 'group'

export interface FactKind {
  readonly code: number
  readonly id: string
  readonly family: FactFamily
  /** The fact of highest rank gives an event its sentence; the first of equals. */
  readonly rank: number
  /** What a, b, c and d hold: integers, −1 for none. `name:` fields hold an interned name, `event:` an event index. */
  readonly fields: readonly string[]
}

/** Codes of facts are below this: look-up tables by code are so long. */
export const FACT_CODES = 1_024

const kinds: FactKind[] = []

export function declareFact(
  code: number,
  id: string,
  family: FactFamily,
  rank: number,
  fields: readonly string[],
): FactKind {
  if (kinds[code] !== undefined) throw new Error(`two facts with code ${code}: ${kinds[code].id} and ${id}`)
  if (kinds.some((kind) => kind?.id === id)) throw new Error(`two facts called ${id}`)
  if (code >= FACT_CODES || fields.length > 4) throw new Error(`fact ${id} does not fit a trace row`)
  const kind = { code, id, family, rank, fields }
  kinds[code] = kind
  return kind
}

export function factKind(code: number): FactKind {
  const kind = kinds[code]
  if (kind === undefined) throw new Error(`no fact with code ${code}`)
  return kind
}

/** Every declared kind, in order of code. */
export function factKinds(): readonly FactKind[] {
  return kinds.filter((kind) => kind !== undefined)
}

// What the world itself does. Codes 0 to 99.
export const INPUT_DONE = declareFact(0, 'input.done', 'input', 90, ['input', 'name:target'])
export const INPUT_MISSED = declareFact(1, 'input.missed', 'input', 95, ['input', 'name:target'])
export const PROCESS_STARTED = declareFact(2, 'process.started', 'life', 92, ['incarnation'])
export const PROCESS_STOPPING = declareFact(3, 'process.stopping', 'life', 92, [])
export const PROCESS_STOPPED = declareFact(4, 'process.stopped', 'life', 92, [])
export const PROCESS_KILLED = declareFact(5, 'process.killed', 'life', 92, [])
export const PROCESS_POWER_LOST = declareFact(6, 'process.powerLost', 'life', 92, [])
export const PROCESS_PAUSED = declareFact(7, 'process.paused', 'life', 92, [])
export const PROCESS_RESUMED = declareFact(8, 'process.resumed', 'life', 92, [])
export const LINK_CUT = declareFact(9, 'link.cut', 'network', 91, [])
export const LINK_HEALED = declareFact(10, 'link.healed', 'network', 91, [])
export const CONNECT_SENT = declareFact(11, 'connect.sent', 'network', 5, [])
export const CONNECT_ACCEPTED = declareFact(12, 'connect.accepted', 'network', 20, [])
export const CONNECTED = declareFact(13, 'connected', 'network', 20, [])
export const CONNECT_REFUSED = declareFact(14, 'connect.refused', 'network', 45, [])
export const CONNECTION_RESET = declareFact(15, 'connection.reset', 'network', 45, [])
export const CONNECTION_CLOSED = declareFact(16, 'connection.closed', 'network', 40, [])
export const REQUEST_SENT = declareFact(17, 'request.sent', 'network', 4, ['api', 'id', 'sizeBytes'])
export const RESPONSE_SENT = declareFact(18, 'response.sent', 'network', 4, ['api', 'id', 'sizeBytes'])
export const REQUEST_ARRIVED = declareFact(19, 'request.arrived', 'network', 10, ['api', 'id', 'sizeBytes'])
export const RESPONSE_ARRIVED = declareFact(20, 'response.arrived', 'network', 10, ['api', 'id', 'sizeBytes'])
/** Arrived, but the process is paused or busy with an earlier request of the connection. */
export const MESSAGE_BUFFERED = declareFact(21, 'message.buffered', 'network', 12, ['api', 'id'])
/** A message that nobody can receive any more: its connection or process is gone. */
export const MESSAGE_LOST = declareFact(22, 'message.lost', 'network', 30, ['api', 'id'])
export const MESSAGE_STALLED = declareFact(23, 'message.stalled', 'network', 30, [
  'api',
  'id',
  'event:blocker',
])
export const TIMER_FIRED = declareFact(24, 'timer.fired', 'timer', 8, ['timer', 'key', 'event:blocker'])
export const TASK_DONE = declareFact(25, 'task.done', 'timer', 3, ['task'])
export const DISK_DONE = declareFact(26, 'disk.done', 'disk', 9, ['work'])
/** Buffered messages are taken up in the order in which they came. */
export const BUFFER_READ = declareFact(27, 'buffer.read', 'network', 10, ['api', 'id'])
export const LINK_SLOWED = declareFact(28, 'link.slowed', 'network', 91, ['extraUs'])
