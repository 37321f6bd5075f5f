// One line on each client config.

import type { CONSUMER_CONFIGS, PRODUCER_CONFIGS } from './client.ts'
import type { ConfigDocs } from './entry.ts'

const CONNECTION = {
  'client.id': [
    'Name of the client in the brokers’ logs and quotas.',
    '브로커의 로그와 쿼터에 쓰이는 클라이언트 이름.',
  ],
  'retry.backoff.ms': [
    'First wait before a failed request is sent again; it doubles from there.',
    '실패한 요청을 다시 보내기 전의 첫 대기 시간. 이후 두 배씩 늘어난다.',
  ],
  'retry.backoff.max.ms': [
    'Longest wait before a failed request is sent again.',
    '실패한 요청을 다시 보내기 전의 최대 대기 시간.',
  ],
  'reconnect.backoff.ms': [
    'First wait before a broker is connected to again; it doubles from there.',
    '브로커에 다시 연결하기 전의 첫 대기 시간. 이후 두 배씩 늘어난다.',
  ],
  'reconnect.backoff.max.ms': [
    'Longest wait before a broker is connected to again.',
    '브로커에 다시 연결하기 전의 최대 대기 시간.',
  ],
  'socket.connection.setup.timeout.ms': [
    'First time limit on making a connection; it doubles from there.',
    '연결을 맺는 첫 시간 제한. 이후 두 배씩 늘어난다.',
  ],
  'socket.connection.setup.timeout.max.ms': [
    'Longest time limit on making a connection.',
    '연결을 맺는 최대 시간 제한.',
  ],
  'connections.max.idle.ms': [
    'A connection that was idle for this long is closed.',
    '이 시간 동안 쓰이지 않은 연결을 닫는다.',
  ],
  'request.timeout.ms': [
    'A client that waits this long for an answer closes the connection and tries again.',
    '이 시간 동안 응답이 없으면 클라이언트가 연결을 닫고 다시 시도한다.',
  ],
  'metadata.max.age.ms': [
    'Metadata is asked for again at least this often.',
    '메타데이터를 적어도 이 주기로 다시 가져온다.',
  ],
  'metadata.recovery.strategy': [
    'What a client does when it knows no reachable broker any more.',
    '닿을 수 있는 브로커가 더는 없을 때 클라이언트가 하는 일.',
  ],
  'metadata.recovery.rebootstrap.trigger.ms': [
    'After this long without metadata a client starts from its bootstrap servers.',
    '이 시간 동안 메타데이터를 얻지 못하면 부트스트랩 서버부터 다시 시작한다.',
  ],
} as const

export const PRODUCER_DOCS: ConfigDocs<keyof typeof PRODUCER_CONFIGS> = {
  acks: [
    'What must have happened before a record counts as sent: nothing (0), the leader’s write (1), the whole ISR’s (all).',
    '전송으로 인정하는 조건: 없음(0), 리더의 기록(1), ISR 전체의 기록(all).',
  ],
  'linger.ms': [
    'How long a batch waits for more records before it is sent.',
    '배치가 레코드를 더 모으려고 기다리는 시간.',
  ],
  'batch.size': ['Bytes at which a batch is full.', '배치가 가득 차는 바이트 수.'],
  'buffer.memory': ['Memory for records that wait to be sent.', '전송을 기다리는 레코드에 쓰는 메모리.'],
  'max.block.ms': [
    'How long send() may wait for metadata and memory.',
    'send()가 메타데이터와 메모리를 기다릴 수 있는 시간.',
  ],
  'delivery.timeout.ms': [
    'Time from send() to success or failure, retries included.',
    'send()부터 성공이나 실패까지의 시간. 재시도를 포함한다.',
  ],
  retries: ['How often a failed batch is sent again.', '실패한 배치를 다시 보내는 횟수.'],
  'max.in.flight.requests.per.connection': [
    'Unanswered requests that a producer allows on one connection.',
    '한 연결에서 응답 없이 보낼 수 있는 요청 수.',
  ],
  'max.request.size': ['Largest request, and largest single record.', '요청 하나와 레코드 하나의 최대 크기.'],
  'enable.idempotence': [
    'Numbers batches so that a retry is never written twice.',
    '배치에 번호를 매겨 재시도가 두 번 기록되지 않게 한다.',
  ],
  'compression.type': ['How batches are compressed.', '배치의 압축 방식.'],
  'partitioner.class': [
    'Chooses the partition of a record; unset: by key, else sticky.',
    '레코드의 파티션을 고른다. 없으면 키로 고르고, 키도 없으면 한 파티션에 모은다.',
  ],
  'partitioner.adaptive.partitioning.enable': [
    'Whether faster brokers get more of the records without a key.',
    '키 없는 레코드를 빠른 브로커에 더 보내는지.',
  ],
  'partitioner.availability.timeout.ms': [
    'A partition whose batches wait this long is avoided; 0 for off.',
    '배치가 이 시간 동안 막힌 파티션을 피한다. 0이면 끈다.',
  ],
  'partitioner.ignore.keys': [
    'Whether keys are left out when the partition is chosen.',
    '파티션을 고를 때 키를 무시하는지.',
  ],
  'metadata.max.idle.ms': [
    'A topic unused for this long leaves the producer’s metadata.',
    '이 시간 동안 쓰지 않은 토픽은 프로듀서의 메타데이터에서 빠진다.',
  ],
  'transactional.id': [
    'Name under which transactions survive a restart of the producer.',
    '프로듀서가 재시작해도 트랜잭션을 이어 주는 이름.',
  ],
  'transaction.timeout.ms': [
    'An open transaction is aborted by the coordinator after this long.',
    '열린 트랜잭션을 코디네이터가 중단시키기까지의 시간.',
  ],
  'transaction.two.phase.commit.enable': [
    'Whether an outside coordinator decides the fate of transactions.',
    '외부 코디네이터가 트랜잭션의 운명을 정하는지.',
  ],
  ...CONNECTION,
}

export const CONSUMER_DOCS: ConfigDocs<keyof typeof CONSUMER_CONFIGS> = {
  'group.protocol': ['Which group protocol the consumer speaks.', '컨슈머가 쓰는 그룹 프로토콜.'],
  'group.id': [
    'The group with which the consumer shares the work and in which it commits offsets.',
    '일을 나누고 오프셋을 커밋하는 그룹.',
  ],
  'group.instance.id': [
    'Name of a static member: it may come back without a rebalance.',
    '정적 멤버의 이름. 리밸런스 없이 돌아올 수 있다.',
  ],
  'session.timeout.ms': [
    'A member that is silent for this long is removed from the group; classic protocol only.',
    '이 시간 동안 소식이 없는 멤버는 그룹에서 빠진다. 클래식 프로토콜에서만 쓴다.',
  ],
  'heartbeat.interval.ms': [
    'How often a member tells the coordinator that it lives; classic protocol only.',
    '멤버가 코디네이터에 살아 있음을 알리는 주기. 클래식 프로토콜에서만 쓴다.',
  ],
  'max.poll.interval.ms': [
    'A member that does not poll for this long leaves the group.',
    '이 시간 동안 poll하지 않은 멤버는 그룹을 떠난다.',
  ],
  'max.poll.records': ['Records that one poll returns at most.', '한 번의 poll이 돌려주는 최대 레코드 수.'],
  'enable.auto.commit': [
    'Whether the consumer commits its positions by itself: what earlier polls have returned counts as done.',
    '컨슈머가 자기 위치를 스스로 커밋하는지. 이전 poll()이 돌려준 레코드는 처리된 것으로 본다.',
  ],
  'auto.commit.interval.ms': [
    'How often it commits its positions by itself.',
    '오프셋을 자동으로 커밋하는 주기.',
  ],
  'auto.offset.reset': [
    'Where to start when there is no offset or it is gone; by_duration:PT1H starts an hour ago.',
    '오프셋이 없거나 사라졌을 때 시작하는 위치. by_duration:PT1H는 한 시간 전부터 시작한다.',
  ],
  'isolation.level': [
    'Whether records of open and aborted transactions are read.',
    '열려 있거나 중단된 트랜잭션의 레코드를 읽는지.',
  ],
  'partition.assignment.strategy': [
    'Assignors that the member can work with, best first; classic protocol only.',
    '멤버가 쓸 수 있는 할당자. 앞의 것이 우선이다. 클래식 프로토콜에서만 쓴다.',
  ],
  'group.remote.assignor': [
    'Assignor that the coordinator is asked to use; consumer protocol (KIP-848) only.',
    '코디네이터에 요청하는 할당자. 컨슈머 프로토콜(KIP-848)에서만 쓴다.',
  ],
  'allow.auto.create.topics': [
    'Whether subscribing to an unknown topic may create it.',
    '없는 토픽을 구독할 때 자동으로 만들 수 있는지.',
  ],
  'fetch.min.bytes': [
    'Bytes for which a fetch waits, up to its maximum wait.',
    'fetch가 최대 대기 시간 안에서 기다리는 최소 바이트 수.',
  ],
  'fetch.max.wait.ms': [
    'How long a broker may hold a fetch for which there are less than fetch.min.bytes.',
    '읽을 것이 fetch.min.bytes보다 적은 fetch를 브로커가 붙잡아 둘 수 있는 최대 시간.',
  ],
  'fetch.max.bytes': [
    'Bytes of a whole fetch answer; the first batch comes whole even if it is larger.',
    'fetch 응답 전체의 최대 바이트 수. 첫 배치는 더 커도 통째로 온다.',
  ],
  'max.partition.fetch.bytes': [
    'Bytes per partition in a fetch answer.',
    'fetch 응답에서 파티션마다의 최대 바이트 수.',
  ],
  'default.api.timeout.ms': [
    'Time limit of consumer calls that have none of their own.',
    '따로 시간 제한이 없는 컨슈머 호출의 시간 제한.',
  ],
  'client.rack': [
    'Rack of the consumer, for reading from the nearest replica.',
    '가까운 레플리카에서 읽도록 알려 주는 컨슈머의 랙.',
  ],
  'check.crcs': ['Whether the checksum of each batch is checked.', '배치의 체크섬을 확인하는지.'],
  ...CONNECTION,
}
