// Everything that can be done to a cluster, by id. Buttons, keys, scenario steps, shell and schema all derive from this list.

import type { InputDeclaration } from '../../sim/input.ts'
import {
  ADD_PARTITIONS,
  ALTER_CONFIG,
  CANCEL_REASSIGNMENT,
  CREATE_TOPIC,
  DELETE_GROUP,
  DELETE_RECORDS_INPUT,
  DELETE_TOPIC,
  DESCRIBE_QUORUM_INPUT,
  ELECT_LEADERS_INPUT,
  REASSIGN,
} from './admin.ts'
import { SET_CLOCK } from './clock.ts'
import {
  CHANGE_ASSIGNOR,
  COMMIT,
  PAUSE_PARTITION,
  RESUME_PARTITION,
  SEEK,
  SLOW_CONSUMER,
  STICK_CONSUMER,
} from './consumers.ts'
import { FAIL_DISK, FILL_DISK, REPLACE_DISK, SLOW_DISK } from './disk.ts'
import { PAUSE_FETCHER, RESUME_FETCHER } from './fetchers.ts'
import { KILL, PAUSE, POWER_LOSS, RESUME, START, STOP } from './life.ts'
import { CUT_LINK, CUT_OFF, HEAL_LINK, RECONNECT } from './links.ts'
import { DELAY, DROP, FIRE_TIMER, HOLD, PUT_OFF_TIMER, RELEASE, REPEAT } from './message.ts'
import { ADD_MEMBER, RESET_OFFSETS, SEND_RECORD } from './new-clients.ts'
import { SLOW_LINK, SLOW_NETWORK } from './slow.ts'

export const INPUTS: readonly InputDeclaration[] = [
  KILL,
  STOP,
  PAUSE,
  RESUME,
  POWER_LOSS,
  START,
  CUT_OFF,
  RECONNECT,
  CUT_LINK,
  HEAL_LINK,
  SLOW_NETWORK,
  SLOW_LINK,
  CREATE_TOPIC,
  DELETE_TOPIC,
  ADD_PARTITIONS,
  ALTER_CONFIG,
  DELETE_RECORDS_INPUT,
  ELECT_LEADERS_INPUT,
  REASSIGN,
  CANCEL_REASSIGNMENT,
  DESCRIBE_QUORUM_INPUT,
  DELETE_GROUP,
  HOLD,
  RELEASE,
  DELAY,
  DROP,
  REPEAT,
  FIRE_TIMER,
  PUT_OFF_TIMER,
  PAUSE_FETCHER,
  RESUME_FETCHER,
  SET_CLOCK,
  FAIL_DISK,
  SLOW_DISK,
  FILL_DISK,
  REPLACE_DISK,
  ADD_MEMBER,
  SLOW_CONSUMER,
  STICK_CONSUMER,
  PAUSE_PARTITION,
  RESUME_PARTITION,
  SEEK,
  COMMIT,
  RESET_OFFSETS,
  CHANGE_ASSIGNOR,
  SEND_RECORD,
]

export const INPUT_REGISTRY: ReadonlyMap<string, InputDeclaration> = new Map(
  INPUTS.map((declaration) => [declaration.id, declaration]),
)

/** By the code that facts carry. */
export function inputByCode(code: number): InputDeclaration | null {
  return INPUTS.find((declaration) => declaration.code === code) ?? null
}
