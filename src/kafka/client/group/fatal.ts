// Errors that poll() throws at the application and that nothing mends: its thread ends, the process stays and does nothing more.

import type { Process } from '../../../sim/process.ts'
import { NEVER_US } from '../../../sim/time.ts'
import type { World } from '../../../sim/world.ts'
import { fact, intern } from '../../../sim/world.ts'
import { FENCED_INSTANCE_ID } from '../../protocol/errors.ts'
import type { Consumer } from '../consumer.ts'
import { APPLICATION_FAILED, MEMBER_FENCED } from './facts.ts'
import type { Membership } from './membership.ts'

export function failApplication(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  error: number,
): void {
  const group = intern(world, member.id)
  if (error === FENCED_INSTANCE_ID)
    fact(world, MEMBER_FENCED, process.slot, -1, group, error, member.generation)
  fact(world, APPLICATION_FAILED, process.slot, -1, group, error)
  // A commit that it waits for has failed with it; close() goes on to its end.
  mine.loop.commitResult = 'failed'
  if (mine.loop.doing !== 'closing') mine.loop.doing = 'failed'
  member.state = 'left'
  member.heartbeatDueUs = NEVER_US
  member.commits.length = 0
}
