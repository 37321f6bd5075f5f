// What decided that a fact happened as it did: the configs, and the rule of Kafka's with the place where it is written down.

import type { ConfigScope } from '../kafka/config/entry.ts'

export interface Decided {
  readonly configs: readonly DecidingConfig[]
  /** The improvement proposal that brought the rule, e.g. KIP-101. */
  readonly rule: string | null
}

export interface DecidingConfig {
  readonly scope: ConfigScope
  readonly name: string
}

/** Where Kafka's documentation speaks of a config. */
export function configLink(config: DecidingConfig): string {
  const section = config.scope === 'cluster' ? 'broker' : config.scope
  return `https://kafka.apache.org/documentation/#${section}configs_${config.name}`
}

const WIKI = 'https://cwiki.apache.org/confluence/display/KAFKA/'

/** Pages of the proposals are called by number and title. */
const PROPOSALS: { readonly [rule: string]: string } = {
  'KIP-62': 'KIP-62%3A+Allow+consumer+to+send+heartbeats+from+a+background+thread',
  'KIP-91': 'KIP-91+Provide+Intuitive+User+Timeouts+in+The+Producer',
  'KIP-98': 'KIP-98+-+Exactly+Once+Delivery+and+Transactional+Messaging',
  'KIP-134': 'KIP-134%3A+Delay+initial+consumer+group+rebalance',
  'KIP-211': 'KIP-211%3A+Revise+Expiration+Semantics+of+Consumer+Group+Offsets',
  'KIP-227': 'KIP-227%3A+Introduce+Incremental+FetchRequests+to+Increase+Partition+Scalability',
  'KIP-320': 'KIP-320%3A+Allow+fetchers+to+detect+and+handle+log+truncation',
  'KIP-394': 'KIP-394%3A+Require+member.id+for+initial+join+group+request',
  'KIP-497': 'KIP-497%3A+Add+inter-broker+API+to+alter+ISR',
  'KIP-595': 'KIP-595%3A+A+Raft+Protocol+for+the+Metadata+Quorum',
  'KIP-630': 'KIP-630%3A+Kafka+Raft+Snapshot',
  'KIP-631': 'KIP-631%3A+The+Quorum-based+Kafka+Controller',
  'KIP-794': 'KIP-794%3A+Strictly+Uniform+Sticky+Partitioner',
  'KIP-848': 'KIP-848%3A+The+Next+Generation+of+the+Consumer+Rebalance+Protocol',
  'KIP-858': 'KIP-858%3A+Handle+JBOD+broker+disk+failure+in+KRaft',
  'KIP-899': 'KIP-899%3A+Allow+producer+and+consumer+clients+to+rebootstrap',
  'KIP-966': 'KIP-966%3A+Eligible+Leader+Replicas',
  'KIP-996': 'KIP-996%3A+Pre-Vote',
}

/** Where a proposal is written down; the list of them all where its page is not known here. */
export function ruleLink(rule: string): string {
  return WIKI + (Object.hasOwn(PROPOSALS, rule) ? PROPOSALS[rule] : 'Kafka+Improvement+Proposals')
}

const NOTHING: Decided = { configs: [], rule: null }

export function decidedBy(factId: string): Decided {
  return Object.hasOwn(DECIDED, factId) ? (DECIDED[factId] ?? NOTHING) : NOTHING
}

/** Names as `scope name`. */
function by(rule: string | null, ...configs: readonly string[]): Decided {
  return {
    rule,
    configs: configs.map((text) => {
      const split = text.indexOf(' ')
      return { scope: text.slice(0, split) as ConfigScope, name: text.slice(split + 1) }
    }),
  }
}

const DECIDED: { readonly [factId: string]: Decided } = {
  'raft.prospective': by('KIP-996', 'cluster controller.quorum.fetch.timeout.ms'),
  'raft.candidate': by('KIP-595', 'cluster controller.quorum.election.timeout.ms'),
  'raft.leader': by('KIP-595'),
  'raft.resigned': by('KIP-595', 'cluster controller.quorum.fetch.timeout.ms'),
  'raft.voteGranted': by('KIP-595'),
  'raft.voteDenied': by('KIP-595'),
  'raft.fetchParked': by('KIP-595'),
  'metadata.appended': by('KIP-595', 'cluster controller.quorum.append.linger.ms'),
  'metadata.committed': by('KIP-595'),
  'metadata.truncated': by('KIP-595'),
  'metadata.snapshotWritten': by(
    'KIP-630',
    'cluster metadata.log.max.record.bytes.between.snapshots',
    'cluster metadata.log.max.snapshot.interval.ms',
  ),
  'metadata.snapshotOffered': by('KIP-630'),
  'metadata.snapshotFetched': by('KIP-630'),
  'metadata.logCut': by(
    'KIP-630',
    'cluster metadata.max.retention.bytes',
    'cluster metadata.max.retention.ms',
  ),
  'controller.claimed': by('KIP-631', 'cluster broker.session.timeout.ms'),
  'broker.registered': by('KIP-631'),
  'broker.registrationRefused': by('KIP-631', 'cluster broker.session.timeout.ms'),
  'broker.fenced': by('KIP-631', 'cluster broker.session.timeout.ms', 'cluster broker.heartbeat.interval.ms'),
  'broker.unfenced': by('KIP-631'),
  'broker.shuttingDown': by('KIP-631'),
  'broker.heartbeatFailed': by('KIP-631', 'cluster broker.heartbeat.interval.ms'),
  'partition.leaderElected': by('KIP-966', 'topic unclean.leader.election.enable'),
  'partition.leaderless': by('KIP-966', 'topic unclean.leader.election.enable'),
  'produce.refused': by(null, 'topic min.insync.replicas', 'producer acks'),
  'produce.parked': by(null, 'producer acks', 'producer request.timeout.ms'),
  'produce.expired': by(null, 'producer request.timeout.ms', 'topic min.insync.replicas'),
  'fetch.parked': by('KIP-227', 'cluster replica.fetch.wait.max.ms', 'consumer fetch.max.wait.ms'),
  'session.opened': by('KIP-227', 'cluster max.incremental.fetch.session.cache.slots'),
  'highWatermark.advanced': by('KIP-966', 'topic min.insync.replicas'),
  'highWatermark.checkpointed': by(null, 'cluster replica.high.watermark.checkpoint.interval.ms'),
  'isr.shrinkWanted': by('KIP-497', 'cluster replica.lag.time.max.ms'),
  'isr.expandWanted': by('KIP-497', 'cluster replica.lag.time.max.ms'),
  'partition.isrChanged': by('KIP-497'),
  truncated: by('KIP-595'),
  diverged: by('KIP-595'),
  'log.tailLost': by(null, 'topic flush.messages', 'topic flush.ms'),
  'dir.notTold': by('KIP-858', 'cluster log.dir.failure.timeout.ms'),
  'batch.torn': by(null, 'topic flush.messages', 'topic flush.ms'),
  'recovery.tornBatch': by(null, 'cluster log.flush.offset.checkpoint.interval.ms'),
  'group.memberAdded': by('KIP-62'),
  'group.memberRemoved': by(
    'KIP-62',
    'consumer session.timeout.ms',
    'consumer max.poll.interval.ms',
    'cluster group.consumer.session.timeout.ms',
  ),
  'group.memberId': by('KIP-394'),
  'group.rebalance': by(
    'KIP-134',
    'cluster group.initial.rebalance.delay.ms',
    'consumer max.poll.interval.ms',
  ),
  'group.generation': by('KIP-62', 'consumer partition.assignment.strategy'),
  'group.target': by(
    'KIP-848',
    'cluster group.consumer.assignors',
    'cluster group.consumer.assignment.interval.ms',
  ),
  'group.epoch': by('KIP-848'),
  'group.reconciled': by('KIP-848', 'cluster group.consumer.heartbeat.interval.ms'),
  'group.granted': by('KIP-848'),
  'group.withheld': by('KIP-848'),
  'group.released': by('KIP-848'),
  'group.pattern': by('KIP-848', 'cluster group.consumer.regex.refresh.interval.ms'),
  'offset.expired': by('KIP-211', 'cluster offsets.retention.minutes'),
  'group.deleted': by('KIP-211', 'cluster offsets.retention.minutes'),
  'coordinator.writeTimedOut': by(null, 'cluster offsets.commit.timeout.ms', 'cluster min.insync.replicas'),
  'coordinator.answered': by(
    null,
    'cluster offsets.topic.num.partitions',
    'cluster offsets.topic.replication.factor',
  ),
  'duplicate.batch': by('KIP-98', 'producer enable.idempotence'),
  'send.blockedByMetadata': by(null, 'producer max.block.ms'),
  'send.blockedByMemory': by(null, 'producer buffer.memory', 'producer max.block.ms'),
  'batch.closed': by(null, 'producer batch.size', 'producer linger.ms'),
  'sticky.switched': by('KIP-794', 'producer batch.size'),
  'batch.sent': by(
    null,
    'producer linger.ms',
    'producer batch.size',
    'producer max.in.flight.requests.per.connection',
  ),
  'batch.acknowledged': by(null, 'producer acks'),
  'batch.retried': by(null, 'producer retries', 'producer retry.backoff.ms'),
  'batch.failed': by('KIP-91', 'producer delivery.timeout.ms'),
  'batch.expired': by('KIP-91', 'producer delivery.timeout.ms'),
  'requests.timedOut': by(null, 'producer request.timeout.ms', 'consumer request.timeout.ms'),
  'metadata.stale': by('KIP-320'),
  'metadata.rebootstrapped': by('KIP-899', 'producer metadata.recovery.strategy'),
  'position.reset': by(null, 'consumer auto.offset.reset'),
  'position.outOfRange': by(null, 'consumer auto.offset.reset'),
  'position.validated': by('KIP-320'),
  'truncation.detected': by('KIP-320', 'consumer auto.offset.reset'),
  'position.lost': by(null, 'consumer auto.offset.reset'),
}
