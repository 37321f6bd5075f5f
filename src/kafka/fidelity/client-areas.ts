// Fidelity of the clients: producer, partitioners, consumer, assignors, metadata.

import type { FidelityArea } from './area.ts'

const PRODUCER: FidelityArea = {
  id: 'producer',
  title: { en: 'Producer client', ko: '프로듀서 클라이언트' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'Application and sender take no time of their own.',
      ko: '애플리케이션과 센더 스레드 자체는 시간이 걸리지 않습니다.',
    },
    {
      en: 'Interceptors are not there.',
      ko: '인터셉터가 없습니다.',
    },
  ],
  rules: [
    {
      id: 'producer.batching',
      claim: 'exact',
      says: {
        en: 'A batch goes when it is full or has lingered for linger.ms, one batch of each partition to a request.',
        ko: '배치는 가득 차거나 linger.ms가 지나면 전송되며, 요청 하나에 파티션마다 배치 하나가 실립니다.',
      },
      tests: [
        'src/kafka/client/producer.test.ts: lets a batch linger for linger.ms, and not longer',
        'src/kafka/client/producer.test.ts: takes no more than one batch of each partition into a request',
      ],
      recordings: [],
    },
    {
      id: 'producer.buffer',
      claim: 'exact',
      says: {
        en: 'send() blocks for metadata and for buffer.memory, up to max.block.ms for both together.',
        ko: 'send()는 메타데이터와 buffer.memory를 기다리며, 둘을 합쳐 max.block.ms까지만 기다립니다.',
      },
      tests: [
        'src/kafka/client/producer.test.ts: blocks send() when buffer.memory is used up, and fails the record at max.block.ms',
      ],
      recordings: [],
    },
    {
      id: 'producer.acks',
      claim: 'exact',
      says: {
        en: 'What can be retried is retried; acks=0 counts as done when it is sent and learns no offset.',
        ko: '재시도할 수 있는 오류는 재시도합니다. acks=0은 보내는 순간 끝난 것으로 치고 오프셋을 알지 못합니다.',
      },
      tests: ['src/kafka/client/producer.test.ts: counts a batch as done when it is sent'],
      recordings: ['acks-min-isr'],
    },
    {
      id: 'producer.delivery-timeout',
      claim: 'exact',
      says: {
        en: 'A batch fails at delivery.timeout.ms, whatever attempts are left.',
        ko: '배치는 남은 재시도와 관계없이 delivery.timeout.ms에 실패합니다.',
      },
      tests: [
        'src/kafka/client/producer.test.ts: fails a batch at delivery.timeout.ms, whatever attempts are left',
      ],
      recordings: ['unclean-off'],
    },
    {
      id: 'producer.order',
      claim: 'exact',
      says: {
        en: 'Idempotence keeps the order with five requests in flight; without it a failed batch comes after those behind it.',
        ko: '멱등성이 있으면 요청 다섯 개가 진행 중이어도 순서가 유지됩니다. 없으면 실패한 배치가 뒤따르던 배치보다 늦게 기록됩니다.',
      },
      tests: [
        'src/kafka/client/producer.test.ts: stays with idempotence and five requests in flight',
        'src/kafka/client/producer.test.ts: is lost without idempotence, since a failed batch comes after those behind it',
      ],
      recordings: ['idempotent-duplicates'],
    },
    {
      id: 'producer.epoch-bump',
      claim: 'exact',
      says: {
        en: 'After a batch expired that may have been written, the producer goes on under a new epoch.',
        ko: '기록되었을지도 모르는 배치가 만료되면 프로듀서는 새 에포크로 계속합니다.',
      },
      tests: [
        'src/kafka/client/producer.test.ts: bumps its epoch after a batch expired that may have been written, and goes on',
      ],
      recordings: [],
    },
  ],
}

const PARTITIONERS: FidelityArea = {
  id: 'partitioners',
  title: { en: 'Partitioners', ko: '파티셔너' },
  fidelity: 'simplified',
  simplified: [{ en: 'Partitioners of one’s own are not there.', ko: '사용자 정의 파티셔너가 없습니다.' }],
  rules: [
    {
      id: 'partition.by-key',
      claim: 'exact',
      says: {
        en: 'A key goes to murmur2 of its bytes, modulo the partitions.',
        ko: '키는 murmur2 값을 파티션 수로 나눈 나머지로 갑니다.',
      },
      tests: [
        'src/kafka/workload/murmur2.test.ts: murmur2 of a key',
        'src/kafka/client/producer.test.ts: brings every record once and in order into the partition of its key',
      ],
      recordings: ['placement-keyed', 'clean-failover'],
    },
    {
      id: 'partition.round-robin',
      claim: 'exact',
      says: {
        en: 'RoundRobinPartitioner goes to the next partition with every record.',
        ko: 'RoundRobinPartitioner는 레코드마다 다음 파티션으로 갑니다.',
      },
      tests: ['src/kafka/client/producer.test.ts: goes round the partitions with RoundRobinPartitioner'],
      recordings: ['placement-unkeyed'],
    },
    {
      id: 'partition.sticky',
      claim: 'exact',
      says: {
        en: 'Without keys a producer stays with a partition until batch.size has been produced there and its batch is full: two full batches, 296 records of 100 bytes.',
        ko: '키가 없으면 프로듀서는 batch.size만큼 보내고 배치가 꽉 찰 때까지 한 파티션에 머뭅니다. 꽉 찬 배치 두 개, 100바이트 레코드로 296개입니다.',
      },
      tests: [
        'src/kafka/client/producer.test.ts: keeps to one partition without keys until batch.size is produced',
      ],
      recordings: ['placement-unkeyed'],
    },
  ],
}

const CONSUMER: FidelityArea = {
  id: 'consumer',
  title: { en: 'Consumer client', ko: '컨슈머 클라이언트' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'Interceptors are not there; of deserialisers only that one record may be more than they can read.',
      ko: '인터셉터가 없습니다. 역직렬화기는 읽지 못하는 레코드 하나만 지정할 수 있습니다.',
    },
  ],
  rules: [
    {
      id: 'consumer.up-to-watermark',
      claim: 'exact',
      says: {
        en: 'A consumer gets every record once and in order, up to the high watermark and no further.',
        ko: '컨슈머는 모든 레코드를 순서대로 한 번씩, 하이 워터마크까지만 받습니다.',
      },
      tests: [
        'src/kafka/client/consumer.test.ts: hands out every record once, in order, up to the high watermark',
      ],
      recordings: ['acks-min-isr', 'acks1-lost', 'clean-failover'],
    },
    {
      id: 'consumer.polls',
      claim: 'exact',
      says: {
        en: 'A poll hands out up to max.poll.records; one fetch is on its way to a node at a time.',
        ko: '폴링 한 번은 max.poll.records까지 내주고, 노드마다 fetch는 한 번에 하나만 진행됩니다.',
      },
      tests: [
        'src/kafka/client/consumer.test.ts: hands out max.poll.records a poll, also from the middle of a batch',
        'src/kafka/client/consumer.test.ts: has one fetch on its way to a node at a time',
      ],
      recordings: [],
    },
    {
      id: 'consumer.validates',
      claim: 'exact',
      says: {
        en: 'After a change of leader a position is validated against the new leader’s epochs, and goes back to where the logs part.',
        ko: '리더가 바뀌면 새 리더의 에포크로 위치를 검증하고, 로그가 갈라진 곳으로 되돌아갑니다.',
      },
      tests: [
        'src/kafka/client/consumer.test.ts: validates its position with the new leader, then reads on there',
        'src/kafka/client/consumer.test.ts: goes back to where the logs part ways',
      ],
      recordings: [],
    },
    {
      id: 'consumer.nearest-replica',
      claim: 'exact',
      says: {
        en: 'A consumer reads at the replica that the leader names for metadata.max.age.ms; after an error, a lost connection or a change of leader at the leader again.',
        ko: '컨슈머는 리더가 알려 준 레플리카에서 metadata.max.age.ms 동안 읽고, 오류나 연결 끊김, 리더 변경 뒤에는 다시 리더에서 읽습니다.',
      },
      tests: [
        'src/kafka/broker/read-replica.test.ts: a consumer goes to the replica that is named, and back to the leader when that is gone',
      ],
      recordings: [],
    },
    {
      id: 'consumer.reset',
      claim: 'exact',
      says: {
        en: 'A position that is missing or out of range is reset by auto.offset.reset, or reading ends.',
        ko: '위치가 없거나 범위를 벗어나면 auto.offset.reset에 따라 재설정하거나 읽기를 멈춥니다.',
      },
      tests: [
        'src/kafka/client/consumer.test.ts: begins at the earliest or the latest offset, as auto.offset.reset says',
        'src/kafka/client/consumer.test.ts: resets its position when that is out of range',
        'src/kafka/client/reset-by-duration.test.ts: begins at the first record that is no older than the duration',
        'src/kafka/client/reset-by-duration.test.ts: asks again after request.timeout.ms when no record is so young',
      ],
      recordings: ['offset-reset'],
    },
    {
      id: 'consumer.sessions',
      claim: 'exact',
      says: {
        en: 'A fetch session names only the partitions that have changed, and everything again when the broker has lost it.',
        ko: 'fetch 세션은 바뀐 파티션만 알리고, 브로커가 세션을 잃으면 모두 다시 알립니다.',
      },
      tests: [
        'src/kafka/client/consumer.test.ts: sends in a fetch session only the partitions that have moved',
        'src/kafka/client/consumer.test.ts: asks for everything again when the broker has lost the session',
      ],
      recordings: [],
    },
  ],
}

const ASSIGNORS: FidelityArea = {
  id: 'assignors',
  title: { en: 'Assignors', ko: '할당자(assignor)' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'Ties that Kafka breaks by random member ids are broken by the ids of this run.',
      ko: 'Kafka가 무작위 멤버 ID로 가르는 동률은 이 실행의 ID로 가릅니다.',
    },
  ],
  rules: [
    assignor('range', 'range', 'RangeAssignor', 'range.test.ts: range'),
    assignor('round-robin', 'roundrobin', 'RoundRobinAssignor', 'round-robin.test.ts: round-robin'),
    assignor('sticky', 'sticky', 'StickyAssignor', 'sticky.test.ts: sticky'),
    assignor(
      'cooperative-sticky',
      'cooperative-sticky',
      'CooperativeStickyAssignor',
      'cooperative-sticky.test.ts: cooperative-sticky',
    ),
    assignor('server-range', 'range', 'RangeAssignor (KIP-848)', 'server-range.test.ts: range on the server'),
    assignor('server-uniform', 'uniform', 'UniformAssignor (KIP-848)', 'server-uniform.test.ts: uniform on'),
    {
      id: 'assignor.hash-order',
      claim: 'simplified',
      says: {
        en: 'Where an outcome hangs on the order of a Java HashMap that order is kept; buckets of eight keys and more, which become trees, are not.',
        ko: '결과가 Java HashMap의 순서에 달린 곳에서는 그 순서를 따릅니다. 키가 여덟 개 이상이라 트리가 되는 버킷은 예외입니다.',
      },
      tests: ['src/kafka/assignors/hash-map-order.test.ts: goes by bucket: C3, C4, C0, C1, C2'],
      recordings: [],
    },
  ],
}

function assignor(id: string, name: string, className: string, test: string): FidelityArea['rules'][number] {
  return {
    id: `assignor.${id}`,
    claim: 'exact',
    says: {
      en: `${className}: "${name}" gives what Kafka’s own class gave to recorded random groups.`,
      ko: `${className}: "${name}" 할당자의 결과는 기록해 둔 무작위 그룹에서 Kafka의 클래스가 낸 결과와 같습니다.`,
    },
    tests: [
      'src/kafka/assignors/recorded.test.ts: gives what the real one gives',
      `src/kafka/assignors/${test}`,
    ],
    recordings: ['assignors'],
  }
}

const METADATA: FidelityArea = {
  id: 'metadata',
  title: { en: 'Metadata of clients', ko: '클라이언트의 메타데이터' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'A client has one connection to each broker and none of its own for bootstrapping.',
      ko: '클라이언트는 브로커마다 연결 하나를 쓰며, 부트스트랩용 연결은 따로 없습니다.',
    },
    {
      en: 'metadata.recovery.rebootstrap.trigger.ms is not looked at: a client goes back to its bootstrap list when it can use no other node, never because time has passed.',
      ko: 'metadata.recovery.rebootstrap.trigger.ms는 보지 않습니다. 클라이언트는 시간이 지나서가 아니라 쓸 수 있는 노드가 없을 때 부트스트랩 목록으로 돌아갑니다.',
    },
  ],
  rules: [
    {
      id: 'metadata.refresh',
      claim: 'exact',
      says: {
        en: 'Metadata is asked for again after metadata.max.age.ms, after any disconnect, and with back-off while nothing new comes.',
        ko: '메타데이터는 metadata.max.age.ms가 지나거나 연결이 끊기면 다시 요청하고, 새로운 것이 없으면 간격을 늘려 갑니다.',
      },
      tests: [
        'src/kafka/client/metadata.test.ts: is asked for again after metadata.max.age.ms',
        'src/kafka/client/metadata.test.ts: is asked for after any disconnect',
        'src/kafka/client/metadata.test.ts: is asked for less and less often',
      ],
      recordings: [],
    },
    {
      id: 'metadata.leader-epochs',
      claim: 'exact',
      says: {
        en: 'A client ignores metadata with an older leader epoch, and follows the hint that comes with NOT_LEADER_OR_FOLLOWER at once.',
        ko: '클라이언트는 리더 에포크가 오래된 메타데이터를 무시하고, NOT_LEADER_OR_FOLLOWER에 실린 힌트를 바로 따릅니다.',
      },
      tests: [
        'src/kafka/client/producer.test.ts: ignores metadata with an older leader epoch',
        'src/kafka/client/producer.test.ts: follows a hint at once, without the back-off',
      ],
      recordings: [],
    },
    {
      id: 'metadata.rebootstrap',
      claim: 'exact',
      says: {
        en: 'A client starts from the bootstrap list again when no known node can be reached.',
        ko: '알고 있는 노드에 하나도 닿지 못하면 클라이언트는 부트스트랩 목록부터 다시 시작합니다.',
      },
      tests: [
        'src/kafka/client/metadata.test.ts: starts from the bootstrap list again when no known node can be reached',
      ],
      recordings: [],
    },
  ],
}

export const CLIENT_AREAS: readonly FidelityArea[] = [PRODUCER, PARTITIONERS, CONSUMER, ASSIGNORS, METADATA]
