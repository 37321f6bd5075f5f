// Error codes as Kafka numbers them (errors.md), with what a client does about each.

export interface KafkaError {
  readonly code: number
  readonly name: string
  readonly retriable: boolean
  /** The client asks for metadata before it tries again. */
  readonly refreshesMetadata: boolean
}

const errors: KafkaError[] = []

function declare(code: number, name: string, retriable = false, refreshesMetadata = false): number {
  errors.push({ code, name, retriable, refreshesMetadata })
  return code
}

declare(-1, 'UNKNOWN_SERVER_ERROR')
export const NONE = declare(0, 'NONE')
export const OFFSET_OUT_OF_RANGE = declare(1, 'OFFSET_OUT_OF_RANGE')
export const UNKNOWN_TOPIC_OR_PARTITION = declare(3, 'UNKNOWN_TOPIC_OR_PARTITION', true, true)
export const LEADER_NOT_AVAILABLE = declare(5, 'LEADER_NOT_AVAILABLE', true, true)
export const NOT_LEADER_OR_FOLLOWER = declare(6, 'NOT_LEADER_OR_FOLLOWER', true, true)
export const REQUEST_TIMED_OUT = declare(7, 'REQUEST_TIMED_OUT', true)
export const BROKER_NOT_AVAILABLE = declare(8, 'BROKER_NOT_AVAILABLE')
export const MESSAGE_TOO_LARGE = declare(10, 'MESSAGE_TOO_LARGE')
/** Client-side: the connection ended before the answer. */
export const NETWORK_EXCEPTION = declare(13, 'NETWORK_EXCEPTION', true, true)
export const COORDINATOR_LOAD_IN_PROGRESS = declare(14, 'COORDINATOR_LOAD_IN_PROGRESS', true)
export const COORDINATOR_NOT_AVAILABLE = declare(15, 'COORDINATOR_NOT_AVAILABLE', true)
export const NOT_COORDINATOR = declare(16, 'NOT_COORDINATOR', true)
export const RECORD_LIST_TOO_LARGE = declare(18, 'RECORD_LIST_TOO_LARGE')
export const INVALID_TIMESTAMP = declare(32, 'INVALID_TIMESTAMP')
export const KAFKA_STORAGE_ERROR = declare(56, 'KAFKA_STORAGE_ERROR', true, true)
export const INVALID_RECORD = declare(87, 'INVALID_RECORD')
export const INVALID_TOPIC_EXCEPTION = declare(17, 'INVALID_TOPIC_EXCEPTION')
export const POLICY_VIOLATION = declare(44, 'POLICY_VIOLATION')
export const NOT_ENOUGH_REPLICAS = declare(19, 'NOT_ENOUGH_REPLICAS', true)
export const NOT_ENOUGH_REPLICAS_AFTER_APPEND = declare(20, 'NOT_ENOUGH_REPLICAS_AFTER_APPEND', true)
export const INVALID_REQUIRED_ACKS = declare(21, 'INVALID_REQUIRED_ACKS')
export const ILLEGAL_GENERATION = declare(22, 'ILLEGAL_GENERATION')
export const INCONSISTENT_GROUP_PROTOCOL = declare(23, 'INCONSISTENT_GROUP_PROTOCOL')
export const INVALID_GROUP_ID = declare(24, 'INVALID_GROUP_ID')
export const UNKNOWN_MEMBER_ID = declare(25, 'UNKNOWN_MEMBER_ID')
export const INVALID_SESSION_TIMEOUT = declare(26, 'INVALID_SESSION_TIMEOUT')
export const REBALANCE_IN_PROGRESS = declare(27, 'REBALANCE_IN_PROGRESS')
export const TOPIC_ALREADY_EXISTS = declare(36, 'TOPIC_ALREADY_EXISTS')
export const INVALID_PARTITIONS = declare(37, 'INVALID_PARTITIONS')
export const INVALID_REPLICATION_FACTOR = declare(38, 'INVALID_REPLICATION_FACTOR')
export const INVALID_REPLICA_ASSIGNMENT = declare(39, 'INVALID_REPLICA_ASSIGNMENT')
export const INVALID_CONFIG = declare(40, 'INVALID_CONFIG')
export const NOT_CONTROLLER = declare(41, 'NOT_CONTROLLER', true)
export const INVALID_REQUEST = declare(42, 'INVALID_REQUEST')
export const OUT_OF_ORDER_SEQUENCE_NUMBER = declare(45, 'OUT_OF_ORDER_SEQUENCE_NUMBER')
export const INVALID_PRODUCER_EPOCH = declare(47, 'INVALID_PRODUCER_EPOCH')
export const NON_EMPTY_GROUP = declare(68, 'NON_EMPTY_GROUP')
export const GROUP_ID_NOT_FOUND = declare(69, 'GROUP_ID_NOT_FOUND')
export const SNAPSHOT_NOT_FOUND = declare(98, 'SNAPSHOT_NOT_FOUND')
export const FETCH_SESSION_ID_NOT_FOUND = declare(70, 'FETCH_SESSION_ID_NOT_FOUND', true)
export const INVALID_FETCH_SESSION_EPOCH = declare(71, 'INVALID_FETCH_SESSION_EPOCH', true)
export const TOPIC_DELETION_DISABLED = declare(73, 'TOPIC_DELETION_DISABLED')
export const FENCED_LEADER_EPOCH = declare(74, 'FENCED_LEADER_EPOCH', true, true)
export const UNKNOWN_LEADER_EPOCH = declare(75, 'UNKNOWN_LEADER_EPOCH', true)
export const STALE_BROKER_EPOCH = declare(77, 'STALE_BROKER_EPOCH')
export const OFFSET_NOT_AVAILABLE = declare(78, 'OFFSET_NOT_AVAILABLE', true)
export const MEMBER_ID_REQUIRED = declare(79, 'MEMBER_ID_REQUIRED')
export const GROUP_MAX_SIZE_REACHED = declare(81, 'GROUP_MAX_SIZE_REACHED')
export const FENCED_INSTANCE_ID = declare(82, 'FENCED_INSTANCE_ID')
export const PREFERRED_LEADER_NOT_AVAILABLE = declare(80, 'PREFERRED_LEADER_NOT_AVAILABLE', true, true)
export const ELIGIBLE_LEADERS_NOT_AVAILABLE = declare(83, 'ELIGIBLE_LEADERS_NOT_AVAILABLE', true, true)
export const ELECTION_NOT_NEEDED = declare(84, 'ELECTION_NOT_NEEDED', true, true)
export const NO_REASSIGNMENT_IN_PROGRESS = declare(85, 'NO_REASSIGNMENT_IN_PROGRESS')
export const INVALID_REGULAR_EXPRESSION = declare(128, 'INVALID_REGULAR_EXPRESSION')
export const INVALID_UPDATE_VERSION = declare(95, 'INVALID_UPDATE_VERSION')
export const UNKNOWN_TOPIC_ID = declare(100, 'UNKNOWN_TOPIC_ID', true, true)
export const DUPLICATE_BROKER_REGISTRATION = declare(101, 'DUPLICATE_BROKER_REGISTRATION')
export const BROKER_ID_NOT_REGISTERED = declare(102, 'BROKER_ID_NOT_REGISTERED')
export const INCONSISTENT_TOPIC_ID = declare(103, 'INCONSISTENT_TOPIC_ID', true, true)
export const INELIGIBLE_REPLICA = declare(107, 'INELIGIBLE_REPLICA')
export const NEW_LEADER_ELECTED = declare(108, 'NEW_LEADER_ELECTED')
export const FENCED_MEMBER_EPOCH = declare(110, 'FENCED_MEMBER_EPOCH')
export const UNRELEASED_INSTANCE_ID = declare(111, 'UNRELEASED_INSTANCE_ID')
export const UNSUPPORTED_ASSIGNOR = declare(112, 'UNSUPPORTED_ASSIGNOR')
export const STALE_MEMBER_EPOCH = declare(113, 'STALE_MEMBER_EPOCH')

const byCode: ReadonlyMap<number, KafkaError> = new Map(errors.map((error) => [error.code, error]))

export function errorOf(code: number): KafkaError {
  const error = byCode.get(code)
  if (error === undefined) throw new Error(`no Kafka error with code ${code}`)
  return error
}

/** null: no error that is simulated has this name. */
export function errorNamed(name: string): KafkaError | null {
  return errors.find((error) => error.name === name) ?? null
}
