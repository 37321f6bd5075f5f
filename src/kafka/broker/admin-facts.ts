// What brokers do for admin clients, and on their own behalf with topics. Codes 250 to 269. Subject: the broker's process.

import { declareFact } from '../../sim/facts.ts'

export const REQUEST_FORWARDED = declareFact(250, 'request.forwarded', 'control', 46, ['api', 'controller'])
/** The controller that was asked is not the active one. */
export const FORWARD_RETRIED = declareFact(251, 'forward.retried', 'control', 44, ['api'])
export const FORWARD_GIVEN_UP = declareFact(252, 'forward.givenUp', 'control', 64, ['api', 'waitedUs'])
export const AUTO_CREATE_ASKED = declareFact(253, 'autoCreate.asked', 'control', 68, [
  'name:topic',
  'partitions',
  'replicationFactor',
])
/** Error 0: it is there. */
export const AUTO_CREATE_ANSWERED = declareFact(254, 'autoCreate.answered', 'control', 66, [
  'name:topic',
  'error',
])
/** From its start to its end; why: 0 its topic was deleted, 1 the replica is elsewhere now, 2 found astray at the start. */
export const LOG_DELETED = declareFact(255, 'log.deleted', 'replica', 82, [
  'name:partition',
  'logStart',
  'logEnd',
  'why',
])
/** Configs of a topic, or of all topics of the broker, reached its replicas. */
export const CONFIGS_TAKEN = declareFact(256, 'configs.taken', 'control', 67, ['name:resource', 'replicas'])
export const CONFIGS_REFUSED = declareFact(257, 'configs.refused', 'control', 72, ['name:resource', 'error'])
/** The leader's log start moves up to an offset. */
export const RECORDS_DELETED = declareFact(258, 'records.deleted', 'client', 78, [
  'name:partition',
  'fromOffset',
  'toOffset',
])
export const RECORDS_DELETION_REFUSED = declareFact(259, 'records.deletionRefused', 'client', 72, [
  'name:partition',
  'error',
  'offset',
])
