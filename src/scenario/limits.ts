// How large a scenario may be. What passes a limit is refused with its place, so that no file can hang or crash whoever opens it.

export const FILE_CHARACTERS_MAX = 131_072
export const DEPTH_MAX = 32
export const NODES_MAX = 20_000
export const ERRORS_MAX = 20
export const BROKERS_MAX = 100
export const CONTROLLERS_MAX = 9
export const TOPICS_MAX = 200
export const PARTITIONS_MAX = 10_000
export const REPLICAS_MAX = 30_000
export const CLIENTS_MAX = 100
export const STEPS_MAX = 1_000
export const EXPECTATIONS_MAX = 200
export const LESSON_STEPS_MAX = 100
export const OPTIONS_MAX = 8
export const TEXT_CHARACTERS_MAX = 4_000
export const PATTERN_CHARACTERS_MAX = 200
export const GROUP_CHARACTERS_MAX = 200
export const WORKERS_MAX = 64
export const CONDITION_CHARACTERS_MAX = 400
/** A record every hour or so. */
export const RATE_PER_SECOND_MIN = 0.0002
export const RATE_PER_SECOND_MAX = 100_000
export const SEQUENCE_MAX = 1_000
export const HEADERS_MAX = 16
export const KEY_LENGTH_MAX = 100
export const VALUE_BYTES_MAX = 1_048_576
export const KEYS_MAX = 1_000_000
/** A week of virtual time. */
export const TIME_US_MAX = 604_800_000_000
