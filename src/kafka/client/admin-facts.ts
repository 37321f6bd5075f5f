// What clients learn of changed topics, and what the admin client asks and is answered. Codes 300 to 329. Subject: the client's process.

import { declareFact } from '../../sim/facts.ts'

export const TOPIC_RECREATED = declareFact(300, 'topic.recreated', 'client', 60, ['name:topic'])
/** `tries` before this one. `of`: a topic, a partition or a resource. */
export const ADMIN_ASKED = declareFact(301, 'admin.asked', 'client', 56, ['api', 'name:of', 'tries'])
/** Error 0: done. */
export const ADMIN_ANSWERED = declareFact(302, 'admin.answered', 'client', 79, [
  'api',
  'name:of',
  'error',
  'operation',
])
export const ADMIN_RETRIED = declareFact(303, 'admin.retried', 'client', 55, ['api', 'name:of', 'tries'])
export const ADMIN_GIVEN_UP = declareFact(304, 'admin.givenUp', 'client', 79, [
  'api',
  'name:of',
  'tries',
  'operation',
])
/** Told to by hand or by a scenario. */
export const ADMIN_BEGUN = declareFact(306, 'admin.begun', 'client', 54, ['api', 'name:of', 'operation'])
export const QUORUM_LEARNED = declareFact(305, 'quorum.learned', 'client', 57, [
  'leader',
  'leaderEpoch',
  'highWatermark',
  'voters',
])
