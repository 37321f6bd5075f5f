// Bodies of requests and responses, told apart by their type. Both share one type name; the message says which of the two it is.

import type { GroupRequest, GroupResponse } from '../kafka/group/answer.ts'
import type { AdminRequest, AdminResponse } from '../kafka/protocol/admin.ts'
import type {
  AllocateProducerIdsRequest,
  AllocateProducerIdsResponse,
  AlterPartitionRequest,
  AlterPartitionResponse,
  BrokerHeartbeatRequest,
  BrokerHeartbeatResponse,
  BrokerRegistrationRequest,
  BrokerRegistrationResponse,
} from '../kafka/protocol/broker-requests.ts'
import type {
  ApiVersionsRequest,
  ApiVersionsResponse,
  InitProducerIdRequest,
  InitProducerIdResponse,
  ListOffsetsRequest,
  ListOffsetsResponse,
  OffsetForLeaderEpochRequest,
  OffsetForLeaderEpochResponse,
} from '../kafka/protocol/client-requests.ts'
import type { FindCoordinatorRequest, FindCoordinatorResponse } from '../kafka/protocol/coordinator.ts'
import type { DeleteRecordsRequest, DeleteRecordsResponse } from '../kafka/protocol/delete-records.ts'
import type {
  DescribeClusterRequest,
  DescribeClusterResponse,
  DescribeConfigsRequest,
  DescribeConfigsResponse,
  DescribeTopicPartitionsRequest,
  DescribeTopicPartitionsResponse,
} from '../kafka/protocol/describe.ts'
import type { FetchRequest, FetchResponse } from '../kafka/protocol/fetch.ts'
import type { MetadataRequest, MetadataResponse } from '../kafka/protocol/metadata.ts'
import type { ProduceRequest, ProduceResponse } from '../kafka/protocol/produce.ts'
import type { RaftRequest, RaftResponse } from '../kafka/protocol/raft-requests.ts'
import type { Message } from '../sim/connection.ts'

export type RequestBody =
  | ProduceRequest
  | FetchRequest
  | MetadataRequest
  | ApiVersionsRequest
  | ListOffsetsRequest
  | InitProducerIdRequest
  | OffsetForLeaderEpochRequest
  | AdminRequest
  | DeleteRecordsRequest
  | DescribeClusterRequest
  | DescribeConfigsRequest
  | DescribeTopicPartitionsRequest
  | BrokerRegistrationRequest
  | BrokerHeartbeatRequest
  | AlterPartitionRequest
  | AllocateProducerIdsRequest
  | FindCoordinatorRequest
  | GroupRequest
  | RaftRequest

export type ResponseBody =
  | ProduceResponse
  | FetchResponse
  | MetadataResponse
  | ApiVersionsResponse
  | ListOffsetsResponse
  | InitProducerIdResponse
  | OffsetForLeaderEpochResponse
  | AdminResponse
  | DeleteRecordsResponse
  | DescribeClusterResponse
  | DescribeConfigsResponse
  | DescribeTopicPartitionsResponse
  | BrokerRegistrationResponse
  | BrokerHeartbeatResponse
  | AlterPartitionResponse
  | AllocateProducerIdsResponse
  | FindCoordinatorResponse
  | GroupResponse
  | RaftResponse

export function requestBody(message: Message): RequestBody | null {
  return message.kind === 'request' ? (message.body as RequestBody | null) : null
}

export function responseBody(message: Message): ResponseBody | null {
  return message.kind === 'response' ? (message.body as ResponseBody | null) : null
}
