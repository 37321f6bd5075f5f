// What clients do, in English.

export const CLIENTS_EN: { readonly [key: string]: string } = {
  'fact.record.appended': '$t(Who.{{role}}) puts record {{record}} into batch {{batch}} for {{partition}}',
  'fact.record.failed': '$t(Who.{{role}}) cannot send record {{record}}: {{error}}',
  'fact.send.blockedByMetadata': '$t(Who.{{role}}) waits with record {{record}}: it knows no partitions yet',
  'fact.send.blockedByMemory':
    '$t(Who.{{role}}) waits with record {{record}}: it needs {{neededBytes}} bytes, and {{freeBytes}} are free',
  'fact.send.unblocked': '$t(Who.{{role}}) goes on with record {{record}} after {{blocked}}',
  'fact.batch.created': '$t(Who.{{role}}) begins batch {{batch}} for {{partition}}',
  'fact.batch.closed':
    '$t(Who.{{role}}) closes batch {{batch}} for {{partition}}: $t(records, { "count": {{records}} }), {{sizeBytes}} bytes',
  'fact.sticky.switched': '$t(Who.{{role}}) now sends records without a key to {{partition}}',
  'fact.batch.sent':
    '$t(Who.{{role}}) sends batch {{batch}} for {{partition}}: $t(records, { "count": {{records}} }), attempt {{attempt}}',
  'fact.batch.acknowledged':
    '$t(Who.{{role}}) has the acknowledgement of batch {{batch}} for {{partition}}: offset {{baseOffset}}',
  'fact.batch.acknowledged.unanswered':
    '$t(Who.{{role}}) counts batch {{batch}} for {{partition}} as sent: with acks=0 nobody answers',
  'fact.batch.retried': '$t(Who.{{role}}) will send batch {{batch}} for {{partition}} again: {{error}}',
  'fact.batch.failed':
    '$t(Who.{{role}}) gives batch {{batch}} for {{partition}} up: {{error}}, $t(records, { "count": {{records}} })',
  'fact.batch.expired':
    '$t(Who.{{role}}): batch {{batch}} for {{partition}} has waited for {{age}}, too long',
  'fact.batch.split':
    '$t(Who.{{role}}) splits batch {{batch}} for {{partition}} into {{parts}}: it was too large',
  'fact.producerId.given':
    '$t(Who.{{role}}) now writes as producer id {{producerId}}, epoch {{producerEpoch}}',
  'fact.producerEpoch.bumped': '$t(Who.{{role}}) goes on with producer epoch {{producerEpoch}}',
  'fact.producer.ended':
    '$t(Who.{{role}}) is gone: {{sentRecords}} records sent, {{acknowledgedRecords}} acknowledged, {{failedRecords}} failed, {{unresolvedRecords}} in doubt',
  'fact.requests.timedOut':
    '$t(Who.{{role}}) has waited for {{waited}} for an answer: it closes the connection (requests on it: {{requests}})',
  'fact.requests.lost': '$t(Who.{{role}}) lost its requests with their connection: {{requests}}',
  'fact.metadata.updated':
    '$t(Who.{{role}}) has fresh metadata: brokers {{brokers}}, changes of leader {{changes}}',
  'fact.leader.learned':
    '$t(Who.{{role}}) learns that broker {{leader}} leads {{partition}} in leader epoch {{leaderEpoch}}',
  'fact.leader.learned.none': '$t(Who.{{role}}) learns that {{partition}} has no leader',
  'fact.metadata.stale':
    '$t(Who.{{role}}) ignores metadata of {{partition}}: leader epoch {{leaderEpoch}} is older than {{knownLeaderEpoch}}',
  'fact.metadata.rebootstrapped':
    '$t(Who.{{role}}) knows no reachable broker and starts from its bootstrap servers',
  'fact.fetch.sent': '$t(Who.{{role}}) asks for news of $t(partitions, { "count": {{partitions}} })',
  'fact.fetch.answered': '$t(Who.{{role}}) receives $t(records, { "count": {{records}} })',
  'fact.fetch.refused': '$t(Who.{{role}}) is refused {{partition}} at offset {{position}}: {{error}}',
  'fact.fetchSession.lost': '$t(Who.{{role}}) lost fetch session {{sessionId}}: {{error}}',
  'fact.records.delivered':
    '$t(Who.{{role}}) delivers {{partition}} from offset {{fromOffset}} up to {{toOffset}} to the application',
  'fact.position.reset': '$t(Who.{{role}}) reads {{partition}} from offset {{offset}} on',
  'fact.position.validated':
    '$t(Who.{{role}}) has checked its place in {{partition}} with the new leader: offset {{offset}} is sound',
  'fact.truncation.detected':
    '$t(Who.{{role}}) stands at offset {{position}} of {{partition}}, but epoch {{epoch}} ended at {{endOffset}}: what it read was cut',
  'fact.position.outOfRange':
    '$t(Who.{{role}}) asks for offset {{position}} of {{partition}}, which is not there',
  'fact.replica.preferred':
    '$t(Who.{{role}}) reads {{partition}} at broker {{preferred}} from now on: the leader, broker {{leader}}, says it is nearer',
  'fact.position.lost': '$t(Who.{{role}}) has no place in {{partition}} any more and reads it no further',
  'fact.consumer.ended': '$t(Who.{{role}}) is gone: {{deliveredRecords}} records delivered',
  'fact.brokers.awaited': '$t(Who.{{role}}) waits for brokers: {{brokers}} of {{wanted}} are there',
  'fact.topic.creationAnswered':
    '$t(Who.{{role}}): topic {{topic}} is created, with $t(partitions, { "count": {{partitions}} })',
  'fact.topic.creationRefused': '$t(Who.{{role}}): topic {{topic}} cannot be created: {{error}}',
}
