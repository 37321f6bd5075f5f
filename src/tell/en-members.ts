// What consumers do as members of groups, in English.

export const MEMBERS_EN: { readonly [key: string]: string } = {
  'fact.group.partitionAssigned':
    '$t(Who.{{role}}) now owns {{partition}} in group {{group}}, generation {{generation}}',
  'fact.group.partitionRevoked': '$t(Who.{{role}}) gives {{partition}} back to group {{group}}',
  'fact.group.partitionLost':
    '$t(Who.{{role}}) has lost {{partition}}: group {{group}} no longer counts on it',
  'fact.group.assignmentEmpty':
    '$t(Who.{{role}}) gets no further partition in generation {{generation}} of group {{group}}',
  'fact.group.joined':
    '$t(Who.{{role}}) is a member of group {{group}} in generation {{generation}}, as {{memberId}}',
  'fact.group.left': '$t(Who.{{role}}) leaves group {{group}}',
  'fact.group.fenced': '$t(Who.{{role}}) is no member of group {{group}} any more: {{error}}',
  'fact.group.joinSent': '$t(Who.{{role}}) asks to join group {{group}}',
  'fact.group.memberIdGiven': '$t(Who.{{role}}) is to join group {{group}} as {{memberId}}',
  'fact.group.joinRefused': '$t(Who.{{role}}) is turned away by group {{group}}: {{error}}',
  'fact.group.assignmentMade':
    '$t(Who.{{role}}), leader of group {{group}}, shares the partitions out among $t(members, { "count": {{members}} }) with {{assignor}}',
  'fact.group.rebalanceHeard': '$t(Who.{{role}}) hears that group {{group}} is rebalancing',
  'fact.group.pollExpired':
    '$t(Who.{{role}}) has not polled for {{since}}: it leaves group {{group}} by itself',
  'fact.group.coordinatorFound': '$t(Who.{{role}}) learns that broker {{node}} coordinates group {{group}}',
  'fact.group.coordinatorUnknown': '$t(Who.{{role}}) is told of no coordinator of group {{group}}: {{error}}',
  'fact.group.coordinatorForgotten':
    '$t(Who.{{role}}) gives broker {{node}} up as coordinator of group {{group}}: {{error}}',
  'fact.group.committedRead':
    '$t(Who.{{role}}) learns that group {{group}} has committed offset {{offset}} of {{partition}}',
  'fact.group.committedRead.none':
    '$t(Who.{{role}}) learns that group {{group}} has committed nothing of {{partition}}',
  'fact.group.commitSent': '$t(Who.{{role}}) commits offset {{offset}} of {{partition}} for group {{group}}',
  'fact.group.commitConfirmed':
    '$t(Who.{{role}}) knows that offset {{offset}} of {{partition}} is committed for group {{group}}',
  'fact.group.commitFailed':
    '$t(Who.{{role}}) could not commit offset {{offset}} of {{partition}} for group {{group}}: {{error}}',
  'fact.group.commitNotSent':
    '$t(Who.{{role}}) may not commit now: group {{group}} is rebalancing, or no longer counts on it',
  'fact.records.processed':
    '$t(Who.{{role}}) has processed {{partition}} from offset {{fromOffset}} up to {{toOffset}}',
  'fact.records.dropped':
    '$t(Who.{{role}}) leaves {{partition}} from offset {{fromOffset}} up to {{toOffset}} unprocessed: the commit before it failed',
  'fact.processing.stuck': '$t(Who.{{role}}) hangs on offset {{offset}} of {{partition}}',
  'fact.record.unreadable':
    '$t(Who.{{role}}) cannot read offset {{offset}} of {{partition}}: poll() throws RecordDeserializationException',
  'fact.application.failed': '$t(Who.{{role}}) throws {{error}} at its application, which ends',
  'fact.consumer.paused': '$t(Who.{{role}}) pauses {{partition}}',
  'fact.consumer.resumed': '$t(Who.{{role}}) resumes {{partition}}',
  'fact.consumer.sought':
    '$t(Who.{{role}}) moves in {{partition}} from offset {{previousOffset}} to {{offset}}',
  'input.add-member': 'Add member',
  'input.slow-consumer': 'Set time per record',
  'input.stick-consumer': 'Make it hang',
  'input.pause-partition': 'Pause partition',
  'input.resume-partition': 'Resume partition',
  'input.seek': 'Seek',
  'input.commit': 'Commit now',
  'input.reset-offsets': 'Reset offsets',
  'input.change-assignor': 'Change assignor',
  'input.send-record': 'Send a record',
  'timer.member': 'what its group asks of it next',
  'timer.poll-interval': 'the next poll',
  'timer.close': 'the end of its close',
  'task.process': 'working records off',
}
