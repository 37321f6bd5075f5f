// A limit on everything: what passes one ends in a located error, never in a hang.

/** Events in one instant of virtual time. Beyond it two handlers are feeding each other. */
export const EVENTS_PER_INSTANT_MAX = 100_000
export const ENTITIES_MAX = 100_000
/** Messages in flight or waiting on one connection, each way. */
export const MESSAGES_PER_LANE_MAX = 10_000
export const TASKS_PER_PROCESS_MAX = 100_000
/** State hash and trace chunk positions: every so many events, wherever checkpoints and slices fall. */
export const EVENTS_PER_CHUNK = 16_384
