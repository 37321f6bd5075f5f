// What runs inside the processes of a world. The world calls it when a process starts, hears something, or a deadline passes; it knows no more of it.
// Every handler ends where a real process could die or be overtaken.

import type { Connection, Message } from './connection.ts'
import type { Disk, DiskWork } from './disk.ts'
import type { Process, Task, TimerRow } from './process.ts'
import type { World } from './world.ts'

/** How a process ended. After `killed` and `stopped` its page cache is still there; after `powerLost` what was not flushed is gone. */
export type Ending = 'stopped' | 'killed' | 'powerLost'

/** What one side of a connection sees of its end. */
export type Disconnect = 'refused' | 'reset' | 'closed'

export interface Programme {
  started(world: World, process: Process): void
  /** An orderly stop was asked for; the programme calls `endProcess` when it is done. */
  stopping(world: World, process: Process): void
  /** Memory is gone: entities that lived in it are to be emptied. `leaves`: after a loss of power, what somebody wanted to be left of the page cache. */
  ended(world: World, process: Process, how: Ending, leaves: string): void
  /** At the client. */
  connected(world: World, connection: Connection): void
  disconnected(world: World, connection: Connection, how: Disconnect): void
  /** At the server. One request of a connection at a time, until it is answered or dismissed. */
  request(world: World, connection: Connection, message: Message): void
  /** At the client. */
  response(world: World, connection: Connection, message: Message): void
  timer(world: World, process: Process, row: TimerRow): void
  task(world: World, process: Process, task: Task): void
  disk(world: World, disk: Disk, work: DiskWork): void
  /** Names for codes, for addresses and the trace. */
  readonly names: {
    readonly api: (code: number) => string
    readonly timer: (code: number) => string
    readonly task: (code: number) => string
    readonly disk: (code: number) => string
  }
}
