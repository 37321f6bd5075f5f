// What a member of a group does at every turn: what the background does by itself, and what happens inside a poll.

import type { Process } from '../../../sim/process.ts'
import { NEVER_US } from '../../../sim/time.ts'
import type { World } from '../../../sim/world.ts'
import { MEMBER_TIMER } from '../../timers.ts'
import type { Consumer } from '../consumer.ts'
import { setTimer } from '../network-client.ts'
import { pollClassic } from './classic.ts'
import { autoCommit, commitEndsUs, expireCommits, sendCommits } from './commits.ts'
import { readyCoordinator } from './coordinator-link.ts'
import { expireSession, sendHeartbeat, sessionEndsUs } from './heartbeat.ts'
import type { Membership } from './membership.ts'
import { pollModern, sendGroupHeartbeat } from './modern.ts'

/** One turn, and a timer for the next that comes by itself. */
export function pursueGroup(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
): void {
  const { loop } = mine
  if (loop.doing === 'idle' || loop.doing === 'failed' || member.state === 'left') {
    setTimer(world, process, MEMBER_TIMER, NEVER_US)
    return
  }
  if (mine.subscribe !== null) expireSession(world, process, mine, member)
  const channel = readyCoordinator(world, process, mine, member)
  if (loop.doing === 'polling') {
    if (mine.subscribe !== null) {
      if (member.protocol === 'classic') pollClassic(world, process, mine, member, channel)
      else pollModern(world, process, mine, member)
    }
    // A poll that is busy with joining, or with finding its coordinator, does not get so far.
    const isClassic = mine.subscribe !== null && member.protocol === 'classic'
    const isBusy = isClassic && (member.rejoinNeeded || channel === null)
    if (!isBusy) autoCommit(world, process, mine, member)
  }
  if (channel !== null && member.coordinator >= 0) {
    if (mine.subscribe !== null) {
      if (member.protocol === 'classic') sendHeartbeat(world, mine, member, channel)
      else sendGroupHeartbeat(world, process, mine, member, channel)
    }
    sendCommits(world, process, mine, member, channel)
  }
  expireCommits(world, process, mine, member)
  setTimer(world, process, MEMBER_TIMER, nextTurnUs(world, mine, member))
}

/** What is due already waits for an event: a channel that becomes ready, an answer, the next poll. */
function nextTurnUs(world: World, mine: Consumer, member: Membership): number {
  let dueUs = NEVER_US
  const consider = (timeUs: number): void => {
    if (timeUs > world.nowUs && timeUs < dueUs) dueUs = timeUs
  }
  if (member.coordinator < 0 && !member.finding) consider(member.findAgainUs)
  if (!member.heartbeatInFlight) consider(member.heartbeatDueUs)
  else if (mine.subscribe !== null) consider(sessionEndsUs(mine, member))
  if (mine.loop.doing === 'polling') {
    if (member.rejoinNeeded && !member.joinInFlight) consider(member.joinAgainUs)
    if (mine.config.enableAutoCommit) consider(member.autoCommitDueUs)
  }
  for (const commit of member.commits) {
    if (!commit.inFlight) consider(commit.dueUs)
    consider(commitEndsUs(commit))
  }
  return dueUs
}
