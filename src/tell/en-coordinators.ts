// What coordinators do to groups, in English.

export const COORDINATORS_EN: { readonly [key: string]: string } = {
  'fact.group.state':
    '$t(Who.{{role}}): group {{group}} is now $t(groupState.{{state}}), generation {{generation}}, $t(members, { "count": {{members}} })',
  'groupState.0': 'Empty',
  'groupState.1': 'Assigning',
  'groupState.2': 'Reconciling',
  'groupState.3': 'PreparingRebalance',
  'groupState.4': 'CompletingRebalance',
  'groupState.5': 'Stable',
  'groupState.6': 'Dead',
  members_one: '{{count}} member',
  members: '{{count}} members',
  'fact.group.memberAdded':
    '$t(Who.{{role}}) takes {{member}} into group {{group}}: $t(memberAdded.{{reason}})',
  'memberAdded.0': 'it joined',
  'memberAdded.1': 'a static member is back under a new id',
  'fact.group.memberRemoved':
    '$t(Who.{{role}}) removes {{member}} from group {{group}}: $t(memberRemoved.{{reason}})',
  'memberRemoved.0': 'it left',
  'memberRemoved.1': 'it was silent for longer than its session timeout',
  'memberRemoved.2': 'it did not join again in time',
  'memberRemoved.3': 'it did not ask for its assignment in time',
  'memberRemoved.4': 'it did not give its partitions up within its rebalance timeout',
  'memberRemoved.5': 'a newer instance of it took its place',
  'memberRemoved.6': 'it waited too long to get in',
  'fact.group.refused': '$t(Who.{{role}}) refuses {{api}} for group {{group}}: {{error}}',
  'fact.offset.committed':
    '$t(Who.{{role}}) takes offset {{offset}} of {{partition}} as committed by group {{group}}',
  'fact.commit.taken':
    '$t(Who.{{role}}) takes a commit for $t(partitions, { "count": {{partitions}} }) from {{member}} of group {{group}}, generation {{generation}}',
  'fact.commit.taken.nobody':
    '$t(Who.{{role}}) takes a commit for $t(partitions, { "count": {{partitions}} }) of group {{group}}, which has no members',
  'fact.offsets.fetched':
    '$t(Who.{{role}}) tells group {{group}} where it stands in $t(partitions, { "count": {{partitions}} })',
  'fact.coordinator.loading':
    '$t(Who.{{role}}) leads {{partition}} in leader epoch {{leaderEpoch}} and reads {{bytes}} bytes of groups back',
  'fact.coordinator.loaded':
    '$t(Who.{{role}}) coordinates the groups of {{partition}}: {{groups}} of them, from {{records}} records',
  'fact.coordinator.unloaded':
    '$t(Who.{{role}}) coordinates the groups of {{partition}} no longer and forgets {{groups}} of them',
  'fact.group.joinParked':
    '$t(Who.{{role}}) lets {{member}} wait: {{joined}} of {{members}} members of group {{group}} have joined',
  'fact.group.rebalance':
    '$t(Who.{{role}}) starts a rebalance of group {{group}} after generation {{generation}}: $t(rebalance.{{reason}}); it waits for up to {{wait}}',
  'rebalance.0': 'a member joined',
  'rebalance.1': 'a member left',
  'rebalance.2': 'the session of a member ended',
  'rebalance.3': 'the leader of the group joined again',
  'rebalance.4': 'a member subscribes to something else',
  'rebalance.5': 'members did not ask for their assignment in time',
  'rebalance.6': 'a static member is back',
  'rebalance.7': 'the assignment could not be replicated in time',
  'rebalance.8': 'the group has too many members',
  'fact.group.generation':
    '$t(Who.{{role}}) begins generation {{generation}} of group {{group}}: $t(members, { "count": {{members}} }), assignor {{protocol}}',
  'fact.group.syncParked':
    '$t(Who.{{role}}) lets {{member}} wait for the assignment of group {{group}}; {{missing}} members have not asked yet',
  'fact.group.assigned':
    '$t(Who.{{role}}) hands out generation {{generation}} of group {{group}}: $t(partitions, { "count": {{partitions}} }) to $t(members, { "count": {{members}} })',
  'fact.group.heartbeat': '$t(Who.{{role}}) hears {{member}} of group {{group}}, generation {{generation}}',
  'fact.group.heartbeat.rebalance':
    '$t(Who.{{role}}) tells {{member}} of group {{group}}, generation {{generation}}, to join again: {{error}}',
  'fact.group.target':
    '$t(Who.{{role}}) computes a target for epoch {{epoch}} of group {{group}}: $t(partitions, { "count": {{moved}} }) in new hands among $t(members, { "count": {{members}} })',
  'fact.group.reconciled':
    '$t(Who.{{role}}): {{member}} of group {{group}} is in epoch {{epoch}}: $t(memberState.{{state}})',
  'memberState.0': 'it has all of its target',
  'memberState.1': 'it must give partitions up first',
  'memberState.2': 'it waits for partitions that others must give up',
  'fact.group.granted':
    '$t(Who.{{role}}) grants {{partition}} to {{member}} of group {{group}} in epoch {{epoch}}',
  'fact.group.withheld':
    '$t(Who.{{role}}) keeps {{partition}} back from {{member}} of group {{group}}: somebody else has it still',
  'fact.group.released':
    '$t(Who.{{role}}): {{member}} of group {{group}}, now in epoch {{epoch}}, has given {{partition}} up',
  'fact.offset.expired':
    '$t(Who.{{role}}) removes offset {{offset}} of group {{group}} in {{partition}}: $t(offsetExpired.{{reason}})',
  'offsetExpired.0': 'its retention is over',
  'offsetExpired.1': 'the topic was deleted',
  'offsetExpired.2': 'the group was deleted',
  'fact.group.deleted': '$t(Who.{{role}}) deletes group {{group}}: it has neither members nor offsets',
  'fact.coordinator.writeTimedOut':
    '$t(Who.{{role}}): records of {{partition}} up to offset {{endOffset}} were not replicated in time; the high watermark is {{highWatermark}}',
  'fact.coordinator.answered':
    '$t(Who.{{role}}) names broker {{node}} as coordinator of group {{group}}: it leads partition {{partition}} of __consumer_offsets',
  'fact.coordinator.answered.none':
    '$t(Who.{{role}}) knows no coordinator of group {{group}}, which is in partition {{partition}} of __consumer_offsets: {{error}}',
  'fact.group.memberId':
    '$t(Who.{{role}}) gives out member id {{member}} for group {{group}}: it is to join with that',
  'fact.group.epoch': '$t(Who.{{role}}): epoch {{epoch}} of group {{group}}: $t(groupEpoch.{{reason}})',
  'groupEpoch.0': 'a member came or subscribes to something else',
  'groupEpoch.1': 'a member left',
  'groupEpoch.2': 'subscribed topics changed',
  'groupEpoch.3': 'a member was fenced',
  'groupEpoch.4': 'a pattern matches other topics',
  'fact.group.answered': '$t(Who.{{role}}) answers {{api}} {{id}}',
  'fact.group.pattern':
    '$t(Who.{{role}}) matches pattern {{pattern}} of group {{group}} with the topics: {{topics}} fit',
  'timer.group-session': 'the session of a member',
  'timer.group-join': 'members to join',
  'timer.group-sync': 'members to ask for their assignment',
  'timer.group-pending': 'a member to come with its new id',
  'timer.group-revocation': 'a member to give partitions up',
  'timer.group-append': 'writing gathered records of groups',
  'timer.group-write': 'records of groups to be replicated',
  'timer.offsets-expiry': 'the look for offsets that are out of date',
  'task.group-answer': 'the answer of a group coordinator',
  'task.group-committed': 'replicated records of groups',
  'task.load-coordinator': 'the groups that were read back',
  'task.resolve-patterns': 'patterns to be matched with topics',
}
