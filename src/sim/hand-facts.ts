// What a teacher's hand does to one message, one timer or one fetcher. Codes 610 to 629.

import { declareFact } from './facts.ts'

/** Subject: the process that sent it; object: the connection. */
export const MESSAGE_HELD = declareFact(610, 'message.held', 'network', 91, ['api', 'id', 'behind'])
export const MESSAGE_RELEASED = declareFact(611, 'message.released', 'network', 91, ['api', 'id', 'behind'])
export const MESSAGE_DELAYED = declareFact(612, 'message.delayed', 'network', 91, ['api', 'id', 'byUs'])
export const MESSAGE_DROPPED = declareFact(613, 'message.dropped', 'network', 91, ['api', 'id', 'behind'])
export const MESSAGE_REPEATED = declareFact(614, 'message.repeated', 'network', 91, ['api', 'id'])
/** Subject: the process whose timer it is. */
export const TIMER_FORCED = declareFact(615, 'timer.forced', 'timer', 91, ['timer', 'key', 'earlyUs'])
export const TIMER_PUT_OFF = declareFact(616, 'timer.putOff', 'timer', 91, ['timer', 'key', 'byUs'])
