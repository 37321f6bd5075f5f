// What brokers and controllers do, in English.

export const CLUSTER_EN: { readonly [key: string]: string } = {
  // The metadata quorum.
  'fact.raft.unattached': '$t(Who.{{role}}) knows no leader of the quorum in epoch {{epoch}}',
  'fact.raft.prospective':
    '$t(Who.{{role}}) has heard nothing from controller {{silentLeader}}: before it stands in epoch {{epoch}}, it asks whether it could win',
  'fact.raft.prospective.alone':
    '$t(Who.{{role}}) knows no leader: before it stands in epoch {{epoch}}, it asks whether it could win',
  'fact.raft.candidate': '$t(Who.{{role}}) stands for election in epoch {{epoch}}',
  'fact.raft.follower': '$t(Who.{{role}}) follows controller {{leader}} in epoch {{epoch}}',
  'fact.raft.leader':
    '$t(Who.{{role}}) wins epoch {{epoch}} with {{votes}} in favour: it is the active controller',
  'fact.raft.resigned':
    '$t(Who.{{role}}) gives epoch {{epoch}} up: only {{heard}} other voters have fetched lately, no majority',
  'fact.raft.resigned.other': '$t(Who.{{role}}) gives epoch {{epoch}} up',
  'fact.raft.voteGranted': '$t(Who.{{role}}) votes for controller {{candidate}} in epoch {{epoch}}',
  'fact.raft.voteGranted.pre':
    '$t(Who.{{role}}) would vote for controller {{candidate}} after epoch {{epoch}}',
  'fact.raft.voteDenied':
    '$t(Who.{{role}}) denies controller {{candidate}} its vote in epoch {{epoch}}: $t(voteDenied.{{reason}})',
  'voteDenied.1': 'it knows a leader',
  'voteDenied.2': 'it has voted already',
  'voteDenied.3': 'its own log is longer',
  'voteDenied.4': 'it stands or leads itself',
  'fact.raft.voteCounted':
    '$t(Who.{{role}}) has the vote of controller {{voter}} in epoch {{epoch}}: {{votes}} so far',
  'fact.raft.voteCounted.denied':
    '$t(Who.{{role}}) is denied the vote of controller {{voter}} in epoch {{epoch}}: {{votes}} so far',
  'fact.metadata.appended':
    '$t(Who.{{role}}) writes metadata from offset {{baseOffset}} up to {{endOffset}} in epoch {{epoch}}',
  'fact.metadata.replicated':
    '$t(Who.{{role}}) copies metadata from offset {{baseOffset}} up to {{endOffset}}',
  'fact.metadata.committed':
    'A majority of the quorum has the metadata up to offset {{highWatermark}}: $t(who.{{role}}) counts it as committed',
  'fact.metadata.truncated':
    '$t(Who.{{role}}) cuts its metadata log back from {{oldEndOffset}} to {{endOffset}}: the rest was never committed',
  'fact.metadata.applied': '$t(Who.{{role}}) applies metadata up to offset {{endOffset}}',
  'fact.metadata.lost':
    '$t(Who.{{role}}) comes back with its metadata log up to {{endOffset}} instead of {{oldEndOffset}}: the rest was not flushed',
  'fact.metadata.snapshotWritten':
    '$t(Who.{{role}}) has a snapshot of the metadata up to offset {{endOffset}} on disk, {{sizeBytes}} bytes: $t(snapshotReason.{{reason}})',
  'snapshotReason.1': 'enough bytes of records since the last one',
  'snapshotReason.2': 'the last one is old enough',
  'fact.metadata.snapshotOffered':
    '$t(Who.{{role}}) sends node {{replica}}, which fetches metadata at offset {{fetchOffset}}, to its snapshot up to {{endOffset}}: its log begins at {{logStart}}',
  'fact.metadata.snapshotFetched':
    '$t(Who.{{role}}) has fetched the snapshot up to offset {{endOffset}}, {{sizeBytes}} bytes, and puts it in the place of its log, which ended at {{oldEndOffset}}',
  'fact.metadata.snapshotLoaded':
    '$t(Who.{{role}}) takes its metadata from the snapshot up to offset {{endOffset}}: {{records}} records instead of all since {{fromOffset}}',
  'fact.metadata.logCut':
    '$t(Who.{{role}}) lets its metadata log begin at {{startOffset}} instead of {{oldStartOffset}}, where a snapshot stands for what was before: $t(logCutReason.{{reason}}); snapshots deleted: {{snapshots}}',
  'logCutReason.1': 'log and snapshots are bigger than metadata.max.retention.bytes',
  'logCutReason.2': 'older than metadata.max.retention.ms',
  'fact.raft.fetchParked':
    '$t(Who.{{role}}) holds the metadata fetch of node {{replica}} at offset {{fetchOffset}} until there is something new',
  'fact.raft.fetchRefused': '$t(Who.{{role}}) refuses the metadata fetch of node {{replica}}: {{error}}',
  'fact.raft.leaderFound': '$t(Who.{{role}}) learns that controller {{leader}} leads epoch {{epoch}}',

  // The controller and the brokers' lifecycles.
  'fact.controller.claimed':
    '$t(Who.{{role}}) takes over as active controller in epoch {{epoch}}: {{liveBrokers}} live brokers get a fresh session',
  'fact.controller.renounced':
    '$t(Who.{{role}}) is the active controller no longer: it drops what was never committed',
  'fact.broker.registered': '$t(Who.{{role}}) registers broker {{broker}} with broker epoch {{brokerEpoch}}',
  'fact.broker.registrationRefused': '$t(Who.{{role}}) refuses to register broker {{broker}}: {{error}}',
  'fact.broker.fenced':
    '$t(Who.{{role}}) fences broker {{broker}}: no heartbeat for {{silent}}; partitions that change: {{partitions}}',
  'fact.broker.fenced.asked':
    '$t(Who.{{role}}) fences broker {{broker}}: it asked for that; partitions that change: {{partitions}}',
  'fact.broker.unfenced': '$t(Who.{{role}}) unfences broker {{broker}}: it may lead and serve again',
  'fact.broker.shuttingDown':
    '$t(Who.{{role}}) takes the leaderships of broker {{broker}} away: it wants to stop; partitions that change: {{partitions}}',
  'fact.partition.leaderElected':
    '$t(Who.{{role}}) makes broker {{leader}} leader of {{partition}}, in leader epoch {{leaderEpoch}}: $t(elected.{{from}})',
  'elected.0': 'the first live replica of the ISR',
  'elected.1': 'the ISR is empty, and this replica is in the ELR',
  'elected.2': 'an unclean election: it was not in sync',
  'fact.partition.leaderless':
    '$t(Who.{{role}}) leaves {{partition}} without a leader, in leader epoch {{leaderEpoch}}: nobody of the ISR is alive',
  'fact.partition.isrChanged':
    '$t(Who.{{role}}) changes the size of the ISR of {{partition}} from {{isrBefore}} to {{isr}}, partition epoch {{partitionEpoch}}',
  'fact.topic.created':
    '$t(Who.{{role}}): topic {{topic}} is created, with $t(partitions, { "count": {{partitions}} })',
  'fact.topic.refused': '$t(Who.{{role}}): topic {{topic}} cannot be created: {{error}}',
  'fact.producerIds.allocated':
    '$t(Who.{{role}}) gives broker {{broker}} {{length}} producer ids from {{start}} on',
  'fact.partition.isrChangeRefused':
    '$t(Who.{{role}}) refuses the change of the ISR of {{partition}} by broker {{broker}}: {{error}}',
  'fact.controller.heartbeat': '$t(Who.{{role}}) hears the heartbeat of broker {{broker}}',
  'fact.controller.notActive': '$t(Who.{{role}}) turns {{api}} away: it is not the active controller',
  'fact.broker.state': '$t(Who.{{role}}) is now $t(brokerState.{{state}})',
  'brokerState.1': 'STARTING: it registers with the controller',
  'brokerState.2': 'RECOVERY: it reads its logs',
  'brokerState.3': 'RUNNING: it serves clients',
  'brokerState.6': 'PENDING_CONTROLLED_SHUTDOWN: it hands its leaderships over',
  'brokerState.7': 'SHUTTING_DOWN',
  'fact.broker.registrationAnswered': '$t(Who.{{role}}) is registered, with broker epoch {{brokerEpoch}}',
  'fact.broker.registrationAnswered.error':
    '$t(Who.{{role}}) is not registered: {{error}}; it tries again in {{retryMs}} ms',
  'fact.broker.heartbeatAnswered': '$t(Who.{{role}}) has its heartbeat confirmed',
  'fact.broker.heartbeatAnswered.fenced': '$t(Who.{{role}}) has its heartbeat confirmed, but is fenced still',
  'fact.broker.heartbeatAnswered.error': '$t(Who.{{role}}) has its heartbeat refused: {{error}}',
  'fact.broker.heartbeatFailed':
    '$t(Who.{{role}}) gets no answer to its heartbeat from controller {{controller}}',

  // Brokers.
  'fact.produce.verified':
    '$t(Who.{{role}}) takes up Produce {{id}} for $t(partitions, { "count": {{partitions}} })',
  'fact.produce.refused': '$t(Who.{{role}}) refuses records for {{partition}}: {{error}}',
  'fact.appended':
    '$t(Who.{{role}}) appends $t(records, { "count": {{count}} }) to {{partition}} at offset {{baseOffset}}, in leader epoch {{leaderEpoch}}',
  'fact.appended.batch': 'They are batch {{batch}} of producer {{producer}}, at offset {{baseOffset}}',
  'fact.produce.parked':
    '$t(Who.{{role}}) holds Produce {{id}} until the whole ISR has it, at most until {{deadline}}',
  'fact.produce.answered': '$t(Who.{{role}}) acknowledges Produce {{id}}',
  'fact.produce.answered.error': '$t(Who.{{role}}) answers Produce {{id}} with {{error}}',
  'fact.produce.expired': '$t(Who.{{role}}) gives Produce {{id}} up: the ISR did not have it in time',
  'fact.fetch.parked':
    '$t(Who.{{role}}) holds Fetch {{id}} until there is something to read, at most until {{deadline}}',
  'fact.fetch.served': '$t(Who.{{role}}) answers Fetch {{id}} with {{bytes}} bytes',
  'fact.replicated':
    '$t(Who.{{role}}) copies {{partition}} from broker {{leader}}: offsets {{fromOffset}} up to {{endOffset}}',
  'fact.highWatermark.advanced':
    'The whole ISR of {{partition}} has offset {{to}}: $t(who.{{role}}) raises the high watermark from {{from}}',
  'fact.highWatermark.followed':
    '$t(Who.{{role}}) takes over the high watermark of {{partition}}: {{to}} instead of {{from}}',
  'fact.isr.shrinkWanted':
    '$t(Who.{{role}}) asks to take broker {{broker}} out of the ISR of {{partition}}: it has not caught up for {{lag}}',
  'fact.isr.expandWanted':
    '$t(Who.{{role}}) asks to take broker {{broker}} into the ISR of {{partition}}: it has caught up to {{endOffset}}',
  'fact.isr.changed': '$t(Who.{{role}}): the ISR of {{partition}} now has $t(members, { "count": {{size}} })',
  'fact.alterPartition.failed':
    '$t(Who.{{role}}): the change of the ISR of {{partition}} was refused: {{error}}',
  'fact.alterPartition.failed.whole': '$t(Who.{{role}}): the request to change ISRs was refused: {{error}}',
  'fact.leader.became':
    '$t(Who.{{role}}) leads {{partition}} in leader epoch {{leaderEpoch}}, from offset {{logEnd}}',
  'fact.follower.became':
    '$t(Who.{{role}}) follows broker {{leader}} for {{partition}} in leader epoch {{leaderEpoch}}',
  'fact.leaderless':
    '$t(Who.{{role}}) learns that {{partition}} has no leader, in leader epoch {{leaderEpoch}}',
  'fact.truncated':
    '$t(Who.{{role}}) cuts its log of {{partition}} back from offset {{from}} to {{to}}: what it held beyond is not in the log of the leader',
  'fact.diverged':
    '$t(Who.{{role}}) tells broker {{follower}} that in {{partition}} epoch {{epoch}} ended at offset {{endOffset}}',
  'fact.fetch.failed': '$t(Who.{{role}}) cannot copy {{partition}}: {{error}}',
  'fact.fetch.failed.whole': '$t(Who.{{role}}) has a fetch refused: {{error}}',
  'fact.session.opened':
    '$t(Who.{{role}}) opens fetch session {{session}} with $t(partitions, { "count": {{partitions}} })',
  'fact.logs.recovered': '$t(Who.{{role}}) has recovered its {{logs}} logs: {{bytes}} bytes read',
  'fact.highWatermark.checkpointed':
    '$t(Who.{{role}}) writes the high watermarks of its replicas to disk: {{replicas}} of them',
  'fact.log.tailLost':
    '$t(Who.{{role}}) has lost the end of its log of {{partition}}, from {{to}} up to {{from}}: it was not flushed',
  'fact.replica.seen': '$t(Who.{{role}}): broker {{broker}} has {{partition}} up to offset {{endOffset}}',
  'fact.duplicate.batch':
    '$t(Who.{{role}}) has this batch of {{partition}} already, at offset {{baseOffset}}: it answers success and writes nothing',
  'fact.request.queued': '$t(Who.{{role}}) queues {{api}} {{id}}',
  'fact.metadata.answered': '$t(Who.{{role}}) answers Metadata {{id}}',
  'fact.offsets.answered': '$t(Who.{{role}}) answers the question for offsets {{id}}',
  'fact.fetcher.started':
    '$t(Who.{{role}}) begins to fetch {{partition}} from broker {{leader}} at offset {{fromOffset}}',
  'fact.producerId.allotted': '$t(Who.{{role}}) gives out producer id {{producerId}}',
}
