// Fidelity of what lies in a log and how it gets in and out: bytes, files, Produce, Fetch.

import type { FidelityArea } from './area.ts'
import { CODEC_RULES } from './codec-rules.ts'

const BYTES: FidelityArea = {
  id: 'bytes',
  title: { en: 'Bytes and sizes', ko: '바이트와 크기' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'Gzip is packed by codes of its own, real but less dense than zlib’s; snappy, lz4 and zstd take a stated share of their block (85, 85 and 72 %) and cannot be exported as bytes. Producers fill batches by unpacked size.',
      ko: 'gzip은 자체 부호로 실제로 압축하지만 zlib보다 덜 줄어듭니다. snappy, lz4, zstd는 정해진 비율(85, 85, 72%)만 적용하며 바이트로 내보낼 수 없습니다. 프로듀서는 압축하지 않은 크기로 배치를 채웁니다.',
    },
    {
      en: 'Sizes of requests and of metadata records are close to the real ones, not equal; those of record batches are equal.',
      ko: '요청과 메타데이터 레코드의 크기는 실제와 비슷할 뿐 같지 않습니다. 레코드 배치의 크기는 같습니다.',
    },
  ],
  rules: [
    {
      id: 'batch.sizes',
      claim: 'exact',
      says: {
        en: 'A record batch takes as many bytes as in record format v2: 61 for its header, then records with varint lengths and deltas.',
        ko: '레코드 배치의 크기는 레코드 형식 v2와 같습니다. 헤더 61바이트 뒤에 가변 길이 정수를 쓰는 레코드가 옵니다.',
      },
      tests: [
        'src/kafka/log/batch.test.ts: a record "hello" without a key takes 12 bytes, its batch 73',
        'src/kafka/log/bytes/log-bytes.test.ts: are exactly as many as its size says, for thousands of batches',
      ],
      recordings: ['placement-keyed', 'placement-unkeyed', 'acks1-lost'],
    },
    {
      id: 'batch.headers',
      claim: 'exact',
      says: {
        en: 'Headers lie in a record behind its value: their number, then key and value of each with its length; a value may be null, a key never.',
        ko: '헤더는 레코드의 값 뒤에 있습니다. 헤더 수가 먼저 오고 각 헤더의 키와 값이 길이와 함께 옵니다. 값은 null일 수 있고 키는 null일 수 없습니다.',
      },
      tests: [
        'src/kafka/log/record-headers.test.ts: take in the log as many bytes as their keys, values and lengths',
        'src/kafka/log/record-headers.test.ts: are read by a library that others wrote',
      ],
      recordings: [],
    },
    {
      id: 'batch.bytes',
      claim: 'exact',
      says: {
        en: 'Exported batches are the bytes that Kafka writes, checksum included.',
        ko: '내보낸 배치는 체크섬까지 Kafka가 기록하는 바이트와 같습니다.',
      },
      tests: [
        'src/kafka/log/bytes/record-batch.test.ts: of a real broker reads as it should, and is written back byte for byte',
        'src/kafka/log/bytes/kafkajs.test.ts: reads what we write, packed or not',
      ],
      recordings: [],
    },
    ...CODEC_RULES,
    {
      id: 'bytes.requests',
      claim: 'simplified',
      says: {
        en: 'A request has the size of its header and about what its entries take.',
        ko: '요청의 크기는 헤더와 각 항목의 어림값을 더한 것입니다.',
      },
      tests: [],
      recordings: [],
    },
    {
      id: 'bytes.metadata-records',
      claim: 'simplified',
      says: {
        en: 'Metadata records are kept typed, not as bytes; their sizes are close to the real ones.',
        ko: '메타데이터 레코드는 바이트가 아니라 타입이 있는 값으로 보관하며, 크기는 실제에 가까운 값입니다.',
      },
      tests: [],
      recordings: [],
    },
  ],
}

const FILES: FidelityArea = {
  id: 'files',
  title: { en: 'Segments, indexes and small files', ko: '세그먼트, 인덱스, 작은 파일들' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'Bytes are made when files are looked at or exported; a running broker keeps segments of batches and index entries.',
      ko: '파일의 바이트는 보거나 내보낼 때 만듭니다. 실행 중인 브로커는 배치와 인덱스 항목으로 된 세그먼트를 보관합니다.',
    },
    {
      en: 'Recovery-point and log-start checkpoints hold what would be written now; real ones are up to a minute old.',
      ko: '복구 지점과 로그 시작 체크포인트는 지금 쓸 값을 담습니다. 실제 파일은 최대 1분 전의 값입니다.',
    },
  ],
  rules: [
    {
      id: 'segments.roll',
      claim: 'exact',
      says: {
        en: 'A new segment begins with the batch that would pass segment.bytes, or with a timestamp more than segment.ms after the first one.',
        ko: '새 세그먼트는 segment.bytes를 넘길 배치, 또는 첫 타임스탬프보다 segment.ms 넘게 늦은 배치에서 시작합니다.',
      },
      tests: [
        'src/kafka/log/files/recorded.test.ts: by size: the same files',
        'src/kafka/log/files/recorded.test.ts: by time: the same files',
        'src/kafka/log/files/roll.test.ts: not for its time when the segment is empty',
      ],
      recordings: ['rolling'],
    },
    {
      id: 'segments.follower-appends',
      claim: 'exact',
      says: {
        en: 'A follower decides about a new segment once for all batches of a fetch, so its segments need not be its leader’s.',
        ko: '팔로워는 한 번 가져온 배치 전체에 대해 새 세그먼트를 한 번만 판단하므로 세그먼트가 리더와 다를 수 있습니다.',
      },
      tests: [
        'src/kafka/broker/log-append.test.ts: decides once for all batches of a fetch',
        'src/kafka/broker/log-append.test.ts: rolls before the first batch of a set that is late enough as a whole',
      ],
      recordings: [],
    },
    {
      id: 'fetch.one-segment',
      claim: 'exact',
      says: {
        en: 'One fetch never reads beyond the segment in which it begins.',
        ko: '한 번의 fetch는 시작한 세그먼트를 넘어 읽지 않습니다.',
      },
      tests: ['src/kafka/log/lookup.test.ts: reads to the end of a segment and no further'],
      recordings: [],
    },
    {
      id: 'segments.index-entries',
      claim: 'exact',
      says: {
        en: 'An index entry is added once more than index.interval.bytes have been appended since the last, never for the first batch of a segment.',
        ko: '인덱스 항목은 마지막 항목 뒤로 index.interval.bytes를 넘게 추가된 뒤에 생기며, 세그먼트의 첫 배치에는 생기지 않습니다.',
      },
      tests: [
        'src/kafka/log/files/recorded.test.ts: indexes written by a real broker',
        'src/kafka/log/files/segments.test.ts: is the greatest time so far and the last offset of its batch',
      ],
      recordings: ['index-contents'],
    },
    {
      id: 'files.producer-snapshot',
      claim: 'exact',
      says: {
        en: 'A .snapshot file holds each producer’s last batch below its offset, in Kafka’s bytes.',
        ko: '.snapshot 파일은 각 프로듀서의 마지막 배치를 Kafka와 같은 바이트로 담습니다.',
      },
      tests: [
        'src/kafka/log/files/producer-snapshot.test.ts: is what a broker of Kafka 4.3.1 left at its orderly stop',
      ],
      recordings: [],
    },
    {
      id: 'files.text',
      claim: 'exact',
      says: {
        en: 'Checkpoints, partition.metadata, meta.properties and .kafka_cleanshutdown are written as Kafka 4.3.1 writes them.',
        ko: '체크포인트, partition.metadata, meta.properties, .kafka_cleanshutdown 파일은 Kafka 4.3.1과 같은 형식입니다.',
      },
      tests: ['src/kafka/log/files/text-files.test.ts: checkpoints: a version, a count, a line each'],
      recordings: [],
    },
    {
      id: 'files.deleted',
      claim: 'exact',
      says: {
        en: 'Files of a segment that retention or a cleaning took away lie in the directory with `.deleted` behind their names until file.delete.delay.ms is over. Segments that a truncation takes away are gone at once.',
        ko: '보존 정책이나 로그 클리너가 제거한 세그먼트의 파일은 file.delete.delay.ms가 지날 때까지 이름 뒤에 `.deleted`가 붙은 채 디렉터리에 있습니다. 로그를 잘라 낼 때 없어지는 세그먼트는 곧바로 사라집니다.',
      },
      tests: [
        'src/kafka/log/files/deleted.test.ts: lie there as they were, under another name, until the delay is over',
        'src/kafka/log/files/deleted.test.ts: of a cleaning leave the snapshot to the segment that took their place',
      ],
      recordings: [],
    },
    {
      id: 'files.derived',
      claim: 'simplified',
      says: {
        en: 'The data directory of a broker is made from its logs as they stand.',
        ko: '브로커의 데이터 디렉터리는 현재 로그에서 만들어 냅니다.',
      },
      tests: [],
      recordings: [],
    },
  ],
}

const PRODUCE: FidelityArea = {
  id: 'produce',
  title: { en: 'Produce and acks', ko: 'Produce와 acks' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'Queueing, appending and answering take a constant few tens of microseconds each, whatever the load and the size.',
      ko: '대기, 추가, 응답은 부하나 크기와 관계없이 각각 일정하게 수십 마이크로초가 걸립니다.',
    },
    {
      en: 'A log knows the last five batches of a producer over restarts and truncations, where Kafka’s snapshots hold only the last one; and it never forgets a producer (producer.id.expiration.ms).',
      ko: '로그는 재시작과 절단 뒤에도 프로듀서의 마지막 배치 다섯 개를 압니다. 실제 스냅샷에는 마지막 하나만 있습니다. 프로듀서를 잊는 일(producer.id.expiration.ms)도 없습니다.',
    },
    {
      en: 'A duplicate never rolls the log, and a batch that the leader packs anew is not held against max.message.bytes once more.',
      ko: '중복 배치가 세그먼트를 새로 시작하게 하지 않으며, 리더가 다시 압축한 배치를 max.message.bytes와 또 비교하지 않습니다.',
    },
  ],
  rules: [
    {
      id: 'produce.min-isr',
      claim: 'exact',
      says: {
        en: 'acks=all with fewer in-sync replicas than min.insync.replicas is refused before the append (NOT_ENOUGH_REPLICAS); acks=0 and 1 are appended.',
        ko: 'ISR이 min.insync.replicas보다 작으면 acks=all은 추가되기 전에 NOT_ENOUGH_REPLICAS로 거부되고, acks=0과 1은 추가됩니다.',
      },
      tests: [
        'src/kafka/broker/produce.test.ts: NOT_ENOUGH_REPLICAS before the append: nothing is written',
        'src/kafka/broker/high-watermark.test.ts: effective min ISR is at most the number of replicas',
      ],
      recordings: ['acks-min-isr'],
    },
    {
      id: 'produce.acks-all',
      claim: 'exact',
      says: {
        en: 'acks=all is answered once the high watermark has passed its records, or fails when the leader changes or its own timeout is over.',
        ko: 'acks=all은 하이 워터마크가 해당 레코드를 지난 뒤 응답되고, 리더가 바뀌거나 요청의 제한 시간이 지나면 실패합니다.',
      },
      tests: [
        'src/kafka/broker/produce.test.ts: acks=all is answered when the records are committed, acks=1 after the append',
        'src/kafka/broker/produce.test.ts: NOT_LEADER_OR_FOLLOWER at once when the leader changes while acks=all waits',
        'src/kafka/broker/produce.test.ts: records that were appended just before the ISR shrank below min ISR end in REQUEST_TIMED_OUT',
      ],
      recordings: ['clean-failover'],
    },
    {
      id: 'produce.acks-zero',
      claim: 'exact',
      says: {
        en: 'acks=0 gets no answer; an error closes the connection, and that is all the client learns.',
        ko: 'acks=0은 응답이 없습니다. 오류가 나면 연결이 닫히고, 클라이언트가 아는 것은 그것뿐입니다.',
      },
      tests: ['src/kafka/broker/produce.test.ts: acks=0 is not answered; an error closes the connection'],
      recordings: ['acks-min-isr'],
    },
    {
      id: 'produce.idempotence',
      claim: 'exact',
      says: {
        en: 'A log remembers five batches of each idempotent producer: one of them again is answered with its first offset, a gap is refused.',
        ko: '로그는 멱등 프로듀서마다 배치 다섯 개를 기억합니다. 그중 하나가 다시 오면 처음 오프셋으로 응답하고, 순번이 건너뛰면 거부합니다.',
      },
      tests: [
        'src/kafka/log/producer-state.test.ts: one of the last five batches again is a duplicate with its first offset',
        'src/kafka/broker/produce.test.ts: only the last five batches of a producer are remembered',
      ],
      recordings: ['idempotent-duplicates'],
    },
    {
      id: 'produce.service-time',
      claim: 'simplified',
      says: {
        en: 'An append takes 20 µs, however many bytes it has.',
        ko: '추가는 바이트 수와 관계없이 20마이크로초가 걸립니다.',
      },
      tests: [],
      recordings: [],
    },
  ],
}

const FETCH: FidelityArea = {
  id: 'fetch',
  title: { en: 'Fetch and fetch sessions', ko: 'Fetch와 fetch 세션' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'A session belongs to one connection and is never evicted: the cache of sessions has no limit.',
      ko: '세션은 연결 하나에 속하고 밀려나지 않습니다. 세션 캐시에 한도가 없습니다.',
    },
  ],
  rules: [
    {
      id: 'fetch.order',
      claim: 'exact',
      says: {
        en: 'A fetch reads the high watermark, then the records, and only then takes the follower’s position to heart: the answer carries the old high watermark.',
        ko: 'fetch는 하이 워터마크와 레코드를 읽은 뒤에야 팔로워의 위치를 반영하므로, 응답에는 그 전의 하이 워터마크가 실립니다.',
      },
      tests: [
        'src/kafka/broker/high-watermark.test.ts: under traffic the answer to a fetch carries the high watermark from before that fetch',
      ],
      recordings: [],
    },
    {
      id: 'fetch.sessions',
      claim: 'exact',
      says: {
        en: 'An incremental session is opened, continued, replaced and closed by id and epoch; only what has changed is named.',
        ko: '증분 세션은 ID와 에포크에 따라 열리고 이어지고 교체되고 닫히며, 바뀐 파티션만 주고받습니다.',
      },
      tests: [
        'src/kafka/broker/fetch-session.test.ts: (0, 0) opens one and is answered in full',
        'src/kafka/broker/fetch-session.test.ts: another epoch than the next is INVALID_FETCH_SESSION_EPOCH',
      ],
      recordings: [],
    },
    {
      id: 'fetch.epochs',
      claim: 'exact',
      says: {
        en: 'An older leader epoch than the broker’s is FENCED_LEADER_EPOCH, a newer one UNKNOWN_LEADER_EPOCH; a broker that does not lead names the leader.',
        ko: '브로커보다 오래된 리더 에포크는 FENCED_LEADER_EPOCH, 새로운 것은 UNKNOWN_LEADER_EPOCH이며, 리더가 아닌 브로커는 리더를 알려 줍니다.',
      },
      tests: [
        'src/kafka/broker/fetch.test.ts: an older leader epoch than the broker’s is FENCED',
        'src/kafka/broker/fetch.test.ts: a broker that does not lead answers NOT_LEADER_OR_FOLLOWER and names the leader',
      ],
      recordings: [],
    },
    {
      id: 'fetch.nearest-replica',
      claim: 'exact',
      says: {
        en: 'With a rack-aware selector a leader names the replica in the consumer’s rack that is furthest, and gives no records; a follower serves up to its own high watermark.',
        ko: '랙 인식 셀렉터가 있으면 리더는 컨슈머의 랙에 있는 가장 앞선 레플리카를 알려 주고 레코드는 주지 않습니다. 팔로워는 자기 하이 워터마크까지 내어 줍니다.',
      },
      tests: [
        'src/kafka/broker/read-replica.test.ts: the leader names a replica in the consumer’s rack, and gives no records',
        'src/kafka/broker/read-replica.test.ts: a follower serves up to its own high watermark',
      ],
      recordings: [],
    },
    {
      id: 'fetch.limits',
      claim: 'exact',
      says: {
        en: 'The first records of an answer may pass its limits by one batch; those of the next partitions must fit.',
        ko: '응답의 첫 레코드는 배치 하나만큼 한도를 넘을 수 있지만, 다음 파티션의 레코드는 한도 안에 들어야 합니다.',
      },
      tests: [
        'src/kafka/broker/fetch.test.ts: the first records of an answer may exceed its limits by one batch',
        'src/kafka/broker/fetch.test.ts: a consumer gets no more at once than fetch.max.bytes of the broker',
      ],
      recordings: [],
    },
    {
      id: 'fetch.waiting',
      claim: 'exact',
      says: {
        en: 'A fetch without enough bytes waits, unless what it asks for lies in an older segment; an append wakes followers, a moved high watermark wakes consumers only.',
        ko: '바이트가 모자란 fetch는 요청한 위치가 예전 세그먼트가 아니면 기다립니다. 추가는 팔로워를, 하이 워터마크의 이동은 컨슈머만 깨웁니다.',
      },
      tests: [
        'src/kafka/broker/fetch.test.ts: fetch.min.bytes counts the sum over partitions',
        'src/kafka/broker/fetch.test.ts: behind a roll nothing is waited for',
        'src/kafka/broker/high-watermark.test.ts: a consumer is woken by the high watermark, not by the append',
      ],
      recordings: [],
    },
  ],
}

export const LOG_AREAS: readonly FidelityArea[] = [BYTES, FILES, PRODUCE, FETCH]
