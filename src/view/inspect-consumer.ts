// A consumer: what its application is at, its membership in a group, its positions and what was fetched for them.

import type { Consumer } from '../kafka/client/consumer.ts'
import type { Membership } from '../kafka/client/group/membership.ts'
import type { World } from '../sim/world.ts'
import { spanText } from '../tell/time-text.ts'
import type { FieldPair, InspectGroup } from './inspect-row.ts'
import { group } from './inspect-row.ts'
import { flagText, listText, NONE_TEXT, numberText, untilText } from './text.ts'

export function consumerGroups(
  world: World,
  mine: Readonly<Consumer>,
  life: readonly FieldPair[],
): (InspectGroup | null)[] {
  return [
    group('state', [...life, ...applicationFields(mine)]),
    mine.group === null ? null : group('membership', membershipFields(world, mine.group)),
    group('positions', positionFields(mine)),
    group(
      'fetchSessions',
      mine.sessions.map(({ node, sessionId, sessionEpoch, inFlight }) => [
        `${mine.id} → ${node}`,
        listText([`conn:${mine.id}>${node}`, `${sessionId}:${sessionEpoch}`, inFlight ? '↑ 1' : '↑ 0']),
      ]),
    ),
    group('config', configFields(mine)),
  ]
}

function applicationFields(mine: Readonly<Consumer>): FieldPair[] {
  const { loop, processing } = mine
  const fields: FieldPair[] = [
    ['deliveredRecords', mine.deliveredRecords],
    ['completedFetches', mine.completed.length],
  ]
  if (mine.group === null && processing.perRecordUs === 0) return fields
  let inHand = 0
  for (const range of loop.hand) inHand += range.to - range.from
  return [
    ...fields,
    ['applicationDoes', loop.stuck ? `${loop.doing} ∞` : loop.doing],
    ['recordsInHand', inHand],
    ['processedRecords', loop.processedRecords],
    ['timePerRecord', spanText(processing.perRecordUs)],
  ]
}

function membershipFields(world: World, member: Readonly<Membership>): FieldPair[] {
  return [
    ['group.id', member.id],
    ['group.protocol', member.protocol],
    ['coordinator', member.coordinator < 0 ? NONE_TEXT : `broker:${member.coordinator}`],
    ['memberState', member.state],
    ['memberId', member.memberId === '' ? NONE_TEXT : member.memberId],
    [member.protocol === 'classic' ? 'groupGeneration' : 'memberEpoch', numberText(member.generation)],
    ['leadsGroup', flagText(member.isLeader)],
    ['assignor', member.assignor === '' ? NONE_TEXT : member.assignor],
    ['heartbeatDue', untilText(world.nowUs, member.heartbeatDueUs)],
    ['autoCommitDue', untilText(world.nowUs, member.autoCommitDueUs)],
    ['commitsOpen', member.commits.length],
  ]
}

function positionFields(mine: Readonly<Consumer>): FieldPair[] {
  return mine.partitions.map(({ name, position, committed, highWatermark, state, paused }) => [
    name,
    listText([
      `partition:${name}`,
      ...(mine.group === null ? [] : [`✓ ${numberText(committed)}`]),
      `${numberText(position)} / ${numberText(highWatermark)}`,
      paused ? `${state} ⏸` : state,
    ]),
  ])
}

function configFields({ config, group: member }: Readonly<Consumer>): FieldPair[] {
  const fields: FieldPair[] = [
    ['auto.offset.reset', config.autoOffsetReset],
    ['fetch.max.wait.ms', config.fetchMaxWaitMs],
    ['fetch.min.bytes', config.fetchMinBytes],
    ['max.poll.records', config.maxPollRecords],
    ['request.timeout.ms', config.requestTimeoutMs],
  ]
  if (member === null) return fields
  return [
    ...fields,
    ['enable.auto.commit', flagText(config.enableAutoCommit)],
    ['max.poll.interval.ms', config.maxPollIntervalMs],
    ...(member.protocol === 'classic'
      ? ([
          ['session.timeout.ms', config.sessionTimeoutMs],
          ['heartbeat.interval.ms', config.heartbeatIntervalMs],
        ] as const)
      : []),
  ]
}
