// One line on each topic config.

import type { ConfigDocs } from './entry.ts'
import type { TOPIC_CONFIGS } from './topic.ts'

export const TOPIC_DOCS: ConfigDocs<keyof typeof TOPIC_CONFIGS> = {
  'min.insync.replicas': [
    'In-sync replicas below which acks=all is refused and the high watermark stands still.',
    'ISR이 이 수보다 작으면 acks=all 쓰기를 거부하고 하이 워터마크를 멈춘다.',
  ],
  'unclean.leader.election.enable': [
    'Whether a replica outside the ISR may become leader.',
    'ISR 밖의 레플리카도 리더가 될 수 있는지.',
  ],
  'max.message.bytes': [
    'Largest record batch that the topic takes.',
    '토픽이 받는 가장 큰 레코드 배치의 크기.',
  ],
  'compression.type': [
    'Compression on disk; `producer` keeps what the producer chose.',
    '디스크의 압축 방식. `producer`는 프로듀서가 고른 그대로 둔다.',
  ],
  'segment.bytes': ['Size at which a log starts a new segment.', '새 세그먼트를 시작하는 크기.'],
  'segment.ms': ['Age at which a log starts a new segment.', '새 세그먼트를 시작하는 시간.'],
  'segment.jitter.ms': [
    'Spread of the rolling time, so that logs do not roll together.',
    '로그가 한꺼번에 롤링되지 않도록 흩는 시간.',
  ],
  'segment.index.bytes': [
    'Size of an offset index; a full one rolls the segment.',
    '오프셋 인덱스의 크기. 가득 차면 세그먼트를 롤링한다.',
  ],
  'index.interval.bytes': ['Bytes of log between two index entries.', '인덱스 항목 사이의 로그 바이트 수.'],
  preallocate: [
    'Whether segment files are allocated in full when created.',
    '세그먼트 파일을 만들 때 미리 공간을 잡는지.',
  ],
  'flush.messages': ['Records after which a log is flushed.', '로그를 flush하기까지의 레코드 수.'],
  'flush.ms': ['Time after which a log is flushed.', '로그를 flush하기까지의 시간.'],
  'retention.ms': [
    'How long records are kept; −1 for ever.',
    '레코드를 보존하는 시간. −1이면 계속 보존한다.',
  ],
  'retention.bytes': [
    'Bytes of a partition that are kept; −1 for all.',
    '파티션마다 보존하는 바이트 수. −1이면 제한이 없다.',
  ],
  'file.delete.delay.ms': [
    'Time between a segment leaving the log and its file being deleted.',
    '세그먼트가 로그에서 빠진 뒤 파일이 지워지기까지의 시간.',
  ],
  'cleanup.policy': [
    'Whether old records are deleted, compacted by key, or both.',
    '오래된 레코드를 삭제할지, 키로 컴팩션할지, 둘 다 할지.',
  ],
  'min.cleanable.dirty.ratio': [
    'Share of dirty bytes from which a log is cleaned.',
    '로그를 청소하기 시작하는 더티 바이트 비율.',
  ],
  'delete.retention.ms': [
    'How long a tombstone stays after the first cleaning that meets it.',
    '툼스톤이 처음 청소를 겪은 뒤 남아 있는 시간.',
  ],
  'min.compaction.lag.ms': [
    'Age below which a record is not compacted.',
    '이보다 새로운 레코드는 컴팩션하지 않는다.',
  ],
  'max.compaction.lag.ms': [
    'Age at which a record must have been up for compaction.',
    '레코드가 컴팩션 대상이 되기까지의 최대 시간.',
  ],
  'message.timestamp.type': [
    'Whose clock stamps a record: the producer’s or the broker’s.',
    '레코드의 시각을 프로듀서가 찍는지 브로커가 찍는지.',
  ],
  'message.timestamp.before.max.ms': [
    'How far in the past a timestamp may lie.',
    '타임스탬프가 과거로 벗어날 수 있는 한도.',
  ],
  'message.timestamp.after.max.ms': [
    'How far in the future a timestamp may lie.',
    '타임스탬프가 미래로 벗어날 수 있는 한도.',
  ],
}
