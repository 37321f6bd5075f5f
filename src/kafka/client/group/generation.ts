// The end of a classic membership, as the member learns of it (clients.md 4.6).

import type { Process } from '../../../sim/process.ts'
import { NEVER_US } from '../../../sim/time.ts'
import type { World } from '../../../sim/world.ts'
import { fact, intern } from '../../../sim/world.ts'
import { UNKNOWN_MEMBER_ID } from '../../protocol/errors.ts'
import { MEMBER_FENCED } from './facts.ts'
import type { Membership } from './membership.ts'

/** UNKNOWN_MEMBER_ID takes the id too; ILLEGAL_GENERATION leaves it. It joins anew at its next poll, and what it owned is lost. */
export function resetGeneration(
  world: World,
  process: Readonly<Process>,
  member: Membership,
  error: number,
): void {
  fact(world, MEMBER_FENCED, process.slot, -1, intern(world, member.id), error, member.generation)
  forgetGeneration(member, error === UNKNOWN_MEMBER_ID)
}

export function forgetGeneration(member: Membership, withId: boolean): void {
  member.state = 'unjoined'
  member.generation = -1
  if (withId) member.memberId = ''
  member.isLeader = false
  member.rejoinNeeded = true
  member.prepareNeeded = true
  member.joinInFlight = false
  member.waitsForMetadata = null
  member.target = null
  member.heartbeatDueUs = NEVER_US
}

export function hasGeneration(member: Readonly<Membership>): boolean {
  return member.generation >= 0 && member.memberId !== ''
}
