// Fidelity of what becomes of a log in time: retention and compaction.

import type { FidelityArea } from './area.ts'

const RETENTION: FidelityArea = {
  id: 'retention',
  title: { en: 'Retention', ko: '보존' },
  fidelity: 'exact',
  simplified: [],
  rules: [
    {
      id: 'retention.what-goes',
      claim: 'exact',
      says: {
        en: 'Whole segments go, oldest first, only what is committed: by time when the newest record is older than retention.ms, by size while the excess over retention.bytes is at least the segment, by log start when the next one begins at or below it.',
        ko: '커밋된 세그먼트만 오래된 것부터 통째로 지워집니다. 시간은 가장 새 레코드가 retention.ms보다 오래되었을 때, 크기는 retention.bytes를 넘는 양이 그 세그먼트 이상일 때, 로그 시작은 다음 세그먼트가 그 이하에서 시작할 때입니다.',
      },
      tests: [
        'src/kafka/log/retention.test.ts: takes a segment whose newest record is older than retention.ms, strictly',
        'src/kafka/log/retention.test.ts: takes a segment only while the excess is at least its size',
        'src/kafka/log/retention.test.ts: takes a segment when the next one begins at or below it, never the last',
        'src/kafka/log/retention.test.ts: takes only what is committed',
      ],
      recordings: ['retention'],
    },
    {
      id: 'retention.active-segment',
      claim: 'exact',
      says: {
        en: 'The active segment goes too when it is due: an empty one is begun at the log end first.',
        ko: '활성 세그먼트도 때가 되면 지워집니다. 먼저 로그 끝에서 빈 세그먼트를 시작합니다.',
      },
      tests: [
        'src/kafka/log/retention.test.ts: of everything, the active segment as well, begins an empty segment',
        'src/kafka/storage/retention.test.ts: rolls an active segment that is due, deletes it and goes on with the next offset',
      ],
      recordings: ['retention'],
    },
    {
      id: 'retention.order',
      claim: 'exact',
      says: {
        en: 'By log start, then by size, then by time, each a pass of its own; a log that is compacted only goes by its log start.',
        ko: '로그 시작, 크기, 시간의 순서로 따로따로 검사합니다. 컴팩션만 하는 로그는 로그 시작만 봅니다.',
      },
      tests: ['src/kafka/storage/cleaner.test.ts: delete by age as well where the policy is compact,delete'],
      recordings: [],
    },
    {
      id: 'retention.interval',
      claim: 'exact',
      says: {
        en: 'Brokers look 30 s after their start and then every log.retention.check.interval.ms, each replica for itself.',
        ko: '브로커는 시작 30초 뒤에, 그다음은 log.retention.check.interval.ms마다 레플리카별로 검사합니다.',
      },
      tests: ['src/kafka/storage/retention.test.ts: looks first after 30 s and then every'],
      recordings: ['retention'],
    },
    {
      id: 'retention.file-delay',
      claim: 'exact',
      says: {
        en: 'Deleted segments cannot be read from that moment on; their files go after file.delete.delay.ms.',
        ko: '지워진 세그먼트는 그 순간부터 읽을 수 없고, 파일은 file.delete.delay.ms 뒤에 없어집니다.',
      },
      tests: [
        'src/kafka/storage/retention.test.ts: moves the start of the epochs, too, and removes the files a minute later',
        'src/kafka/storage/retention.test.ts: leaves a reader below the log start with OFFSET_OUT_OF_RANGE',
      ],
      recordings: ['compaction'],
    },
    {
      id: 'retention.leaders-start',
      claim: 'exact',
      says: {
        en: 'A follower takes the log start over from its leader’s answers, and begins anew where the leader starts if it has fallen behind that.',
        ko: '팔로워는 리더의 응답에서 로그 시작을 따르고, 그보다 뒤처졌으면 리더의 시작부터 새로 복제합니다.',
      },
      tests: ['src/kafka/storage/retention.test.ts: leaves a follower that was away too long to begin anew'],
      recordings: [],
    },
    {
      id: 'epochs.truncate-start',
      claim: 'exact',
      says: {
        en: 'When the log start moves up, leader epochs that ended below it go and the one that it falls into begins there.',
        ko: '로그 시작이 올라가면 그 아래에서 끝난 리더 에포크는 없어지고, 걸친 에포크는 그 자리에서 시작합니다.',
      },
      tests: ['src/kafka/log/leader-epochs.test.ts: to %i epochs that ended below it go'],
      recordings: ['retention'],
    },
  ],
}

const COMPACTION: FidelityArea = {
  id: 'compaction',
  title: { en: 'Compaction', ko: '컴팩션' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'A cleaning takes 1 ms and the time to read and write its bytes at 100 MB a second; log.cleaner.io.max.bytes.per.second is not looked at.',
      ko: '클리닝은 1ms에 더해 초당 100MB로 읽고 쓰는 시간이 걸립니다. log.cleaner.io.max.bytes.per.second는 보지 않습니다.',
    },
    {
      en: 'Keys are compared as they are, not by their MD5 hashes.',
      ko: '키는 MD5 해시가 아니라 그대로 비교합니다.',
    },
    {
      en: 'A cleaner thread never fails: no log becomes uncleanable.',
      ko: '클리너 스레드는 실패하지 않으며, 클리닝할 수 없게 되는 로그도 없습니다.',
    },
  ],
  rules: [
    {
      id: 'compaction.cleanable',
      claim: 'exact',
      says: {
        en: 'The dirty part begins where the last cleaning ended, or at the log start; it ends at the high watermark, the active segment or what is younger than min.compaction.lag.ms.',
        ko: '더러운 부분은 지난 클리닝이 끝난 곳이나 로그 시작에서 시작해 하이 워터마크, 활성 세그먼트, min.compaction.lag.ms보다 젊은 세그먼트 앞에서 끝납니다.',
      },
      tests: [
        'src/kafka/log/compaction/cleanable.test.ts: ends with what is committed',
        'src/kafka/log/compaction/cleanable.test.ts: leaves a segment alone that is younger than min.compaction.lag.ms',
        'src/kafka/log/compaction/cleanable.test.ts: begins at the checkpoint, or at the log start',
      ],
      recordings: ['compaction'],
    },
    {
      id: 'compaction.active-segment',
      claim: 'exact',
      says: {
        en: 'The active segment is never cleaned, so a quiet topic stays as it is.',
        ko: '활성 세그먼트는 클리닝하지 않으므로 조용한 토픽은 그대로 남습니다.',
      },
      tests: [
        'src/kafka/log/compaction/cleanable.test.ts: is everything but the active segment',
        'src/kafka/storage/cleaner.test.ts: leave a log alone that does not roll',
      ],
      recordings: ['compaction'],
    },
    {
      id: 'compaction.dirty-ratio',
      claim: 'exact',
      says: {
        en: 'A log is cleaned when more than min.cleanable.dirty.ratio of it is dirty, or when a dirty segment has waited for more than max.compaction.lag.ms.',
        ko: '더러운 비율이 min.cleanable.dirty.ratio보다 크거나 더러운 세그먼트가 max.compaction.lag.ms 넘게 기다렸으면 클리닝합니다.',
      },
      tests: [
        'src/kafka/log/compaction/cleanable.test.ts: when more of it is dirty than min.cleanable.dirty.ratio, strictly',
        'src/kafka/log/compaction/cleanable.test.ts: when its oldest dirty segment has waited',
      ],
      recordings: [],
    },
    {
      id: 'compaction.choice',
      claim: 'exact',
      says: {
        en: 'Each thread takes the log with the greatest share of dirty bytes that no other thread holds.',
        ko: '각 스레드는 다른 스레드가 잡지 않은 로그 가운데 더러운 비율이 가장 큰 것을 고릅니다.',
      },
      tests: ['src/kafka/log/compaction/cleanable.test.ts: in the order of their shares of dirty bytes'],
      recordings: [],
    },
    {
      id: 'compaction.thread',
      claim: 'exact',
      says: {
        en: 'A thread goes on at once after a cleaning and rests for log.cleaner.backoff.ms when there was nothing; it also deletes old segments of compact,delete logs.',
        ko: '스레드는 클리닝 뒤 바로 다음 로그를 찾고, 없으면 log.cleaner.backoff.ms 동안 쉽니다. compact,delete 로그의 오래된 세그먼트도 지웁니다.',
      },
      tests: [
        'src/kafka/storage/cleaner.test.ts: clean what is behind the active segment, on each replica by itself',
      ],
      recordings: ['compaction'],
    },
    {
      id: 'compaction.offset-map',
      claim: 'exact',
      says: {
        en: 'The map of keys takes 24 bytes a key and is filled to nine tenths; where it is full the round ends.',
        ko: '키 맵은 키마다 24바이트를 쓰고 10분의 9까지 채워집니다. 가득 차면 거기서 라운드가 끝납니다.',
      },
      tests: [
        'src/kafka/log/compaction/clean-log.test.ts: goes only as far as its map has room for keys',
        'src/kafka/log/compaction/clean-log.test.ts: of %i bytes among %i threads takes %i keys',
      ],
      recordings: [],
    },
    {
      id: 'compaction.keeps',
      claim: 'exact',
      says: {
        en: 'Of each key the latest record stays, where it is; records without a key go; what is beyond the map stays.',
        ko: '키마다 마지막 레코드가 제자리에 남고, 키 없는 레코드는 없어지며, 맵 너머의 레코드는 남습니다.',
      },
      tests: [
        'src/kafka/log/compaction/clean-log.test.ts: keeps the latest record of each key below the active segment',
        'src/kafka/log/compaction/clean-log.test.ts: takes records out of the middle of a batch',
        'src/kafka/log/compaction/clean-log.test.ts: drops records without a key',
      ],
      recordings: ['compaction'],
    },
    {
      id: 'compaction.delete-horizon',
      claim: 'exact',
      says: {
        en: 'The first cleaning that keeps a tombstone stamps its batch with the time from which a later one may drop it.',
        ko: '톰스톤을 남긴 첫 클리닝이 배치에 삭제 시각을 적고, 그 시각이 지난 뒤의 클리닝이 톰스톤을 없앱니다.',
      },
      tests: [
        'src/kafka/log/compaction/clean-log.test.ts: keeps a tombstone through the first round, with a horizon',
        'src/kafka/log/compaction/clean-log.test.ts: writes the horizon in the place of the base timestamp',
      ],
      recordings: ['compaction'],
    },
    {
      id: 'compaction.empty-batches',
      claim: 'exact',
      says: {
        en: 'A batch without records left disappears, unless it is its producer’s last or the last of the round: then its header stays.',
        ko: '레코드가 하나도 남지 않은 배치는 없어지지만, 프로듀서의 마지막 배치이거나 라운드의 마지막 배치이면 헤더가 남습니다.',
      },
      tests: [
        'src/kafka/log/compaction/clean-log.test.ts: keeps the header of the last batch of the round',
        'src/kafka/log/compaction/clean-log.test.ts: keeps the header of a producer’s last batch',
      ],
      recordings: [],
    },
    {
      id: 'compaction.groups',
      claim: 'exact',
      says: {
        en: 'Segments that fit into one are merged under the name of the first.',
        ko: '한 세그먼트에 들어가는 세그먼트들은 첫 세그먼트의 이름으로 합쳐집니다.',
      },
      tests: ['src/kafka/log/compaction/clean-log.test.ts: merges segments that fit into one'],
      recordings: ['compaction'],
    },
    {
      id: 'compaction.time',
      claim: 'simplified',
      says: {
        en: 'How long a cleaning takes is made up.',
        ko: '클리닝에 걸리는 시간은 지어낸 값입니다.',
      },
      tests: [],
      recordings: [],
    },
  ],
}

const TIMES: FidelityArea = {
  id: 'record-times',
  title: { en: 'Record times and offsets by time', ko: '레코드 시각과 시각별 오프셋' },
  fidelity: 'exact',
  simplified: [],
  rules: [
    {
      id: 'produce.timestamps',
      claim: 'exact',
      says: {
        en: 'With CreateTime a record may be no further from the broker’s clock than message.timestamp.before.max.ms and message.timestamp.after.max.ms.',
        ko: 'CreateTime에서 레코드의 시각은 브로커 시계에서 message.timestamp.before.max.ms와 message.timestamp.after.max.ms보다 멀 수 없습니다.',
      },
      tests: ['src/kafka/broker/validate-batch.test.ts: may be no further from the broker’s clock'],
      recordings: [],
    },
    {
      id: 'produce.append-time',
      claim: 'exact',
      says: {
        en: 'With LogAppendTime the leader’s clock is the time of every record.',
        ko: 'LogAppendTime에서는 리더의 시계가 모든 레코드의 시각입니다.',
      },
      tests: ['src/kafka/broker/validate-batch.test.ts: is the leader’s clock with LogAppendTime'],
      recordings: [],
    },
    {
      id: 'produce.null-key',
      claim: 'exact',
      says: {
        en: 'On a compacted topic a batch with a record that has no key is INVALID_RECORD.',
        ko: '컴팩션하는 토픽에서 키 없는 레코드가 든 배치는 INVALID_RECORD로 거부됩니다.',
      },
      tests: ['src/kafka/broker/validate-batch.test.ts: with a record that has no key is INVALID_RECORD'],
      recordings: ['compaction'],
    },
    {
      id: 'list-offsets.by-time',
      claim: 'exact',
      says: {
        en: 'An offset by time is found through the time index and the offset index, then batch by batch: the first record that is not earlier.',
        ko: '시각으로 찾는 오프셋은 시간 인덱스와 오프셋 인덱스를 거쳐 배치를 차례로 읽어 찾은, 그보다 이르지 않은 첫 레코드입니다.',
      },
      tests: [
        'src/kafka/log/lookup.test.ts: finds the very record that going through everything finds',
        'src/kafka/log/lookup.test.ts: passes over segments that are all earlier, and never looks below the log start',
      ],
      recordings: [],
    },
  ],
}

const DISKS: FidelityArea = {
  id: 'log-directories',
  title: { en: 'Disks, directories and the page cache', ko: '디스크, 디렉터리, 페이지 캐시' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'A broker names its offline partitions in heartbeats; real ones name directories, and tell the controllers beforehand what lies where (AssignReplicasToDirs).',
      ko: '브로커는 하트비트에 오프라인 파티션을 적습니다. 실제로는 디렉터리를 적고, 어디에 무엇이 있는지는 AssignReplicasToDirs로 미리 알립니다.',
    },
    {
      en: 'Nobody waits for the flush of a partition’s log (flush.messages, flush.ms); for one of the metadata log its node does.',
      ko: '파티션 로그의 플러시(flush.messages, flush.ms)를 기다리는 것은 없습니다. 메타데이터 로그의 플러시는 그 노드가 기다립니다.',
    },
    {
      en: 'The page cache is shared equally by a broker’s logs and holds the newest bytes of each; cold reads push nothing out and slow nobody else down.',
      ko: '페이지 캐시는 브로커의 로그가 똑같이 나누어 쓰며 각각의 가장 새 바이트를 담습니다. 차가운 읽기가 다른 것을 밀어내거나 늦추지 않습니다.',
    },
    {
      en: 'There is no moving of replicas between directories (AlterReplicaLogDirs).',
      ko: '디렉터리 사이의 레플리카 이동(AlterReplicaLogDirs)은 없습니다.',
    },
  ],
  rules: [
    {
      id: 'disk.flush',
      claim: 'exact',
      says: {
        en: 'A log is flushed after flush.messages, and up to the new segment when one is begun.',
        ko: '로그는 flush.messages만큼 쌓이면, 그리고 새 세그먼트를 시작할 때 그 앞까지 플러시됩니다.',
      },
      tests: [
        'src/kafka/log/written.test.ts: comes after flush.messages, and not before',
        'src/kafka/log/written.test.ts: of the old segment comes with a new one',
      ],
      recordings: [],
    },
    {
      id: 'disk.flush-interval',
      claim: 'exact',
      says: {
        en: 'flush.ms is looked at every log.flush.scheduler.interval.ms, which by default never comes.',
        ko: 'flush.ms는 log.flush.scheduler.interval.ms마다 확인하며, 기본값으로는 확인하지 않습니다.',
      },
      tests: ['src/kafka/storage/disk.test.ts: has logs flushed that have waited so long'],
      recordings: [],
    },
    {
      id: 'disk.recovery-point-checkpoint',
      claim: 'exact',
      says: {
        en: 'After an unclean stop logs are looked through from the segment that holds the recovery point as the file said it, which is written every minute.',
        ko: '비정상 종료 뒤에는 1분마다 기록되는 파일의 복구 지점이 든 세그먼트부터 로그를 검사합니다.',
      },
      tests: [
        'src/kafka/log/written.test.ts: looks through the segments from the one that holds the checkpointed recovery point',
      ],
      recordings: [],
    },
    {
      id: 'dirs.names',
      claim: 'exact',
      says: {
        en: 'log.dirs names the directories; the first also holds the metadata log.',
        ko: 'log.dirs가 디렉터리를 정하며, 첫 번째에는 메타데이터 로그도 있습니다.',
      },
      tests: ['src/kafka/storage/disk.test.ts: of which the first fails: the metadata log was in it'],
      recordings: [],
    },
    {
      id: 'dirs.placement',
      claim: 'exact',
      says: {
        en: 'A new log goes to the directory with the fewest logs.',
        ko: '새 로그는 로그가 가장 적은 디렉터리에 놓입니다.',
      },
      tests: ['src/kafka/storage/disk.test.ts: take new logs where the fewest are'],
      recordings: [],
    },
    {
      id: 'dirs.failure',
      claim: 'exact',
      says: {
        en: 'An error or a full disk takes the directory offline with its replicas; without the last one, or the one with the metadata log, the process halts.',
        ko: '디스크 오류나 용량 부족은 디렉터리와 그 레플리카를 오프라인으로 만들고, 마지막 디렉터리나 메타데이터 로그가 든 디렉터리를 잃으면 프로세스가 멈춥니다.',
      },
      tests: [
        'src/kafka/storage/disk.test.ts: of which one fails: its partitions get other leaders, the rest goes on',
        'src/kafka/storage/disk.test.ts: that fails takes the broker with it',
        'src/kafka/storage/disk.test.ts: that is full refuses what does not fit, and the broker halts',
      ],
      recordings: [],
    },
    {
      id: 'dirs.told',
      claim: 'exact',
      says: {
        en: 'A broker that cannot tell the controllers of a failed directory within log.dir.failure.timeout.ms stops.',
        ko: '디렉터리 장애를 log.dir.failure.timeout.ms 안에 컨트롤러에 알리지 못한 브로커는 멈춥니다.',
      },
      tests: ['src/kafka/storage/disk.test.ts: of which one fails out of reach of the controllers'],
      recordings: [],
    },
    {
      id: 'dirs.controller',
      claim: 'simplified',
      says: {
        en: 'The controller takes offline replicas out of their ISRs, elects other leaders and does not elect them while a heartbeat tells of them. Kafka writes the directories of a broker into its registration; here only the active controller knows, and a new one with the next heartbeat.',
        ko: '컨트롤러는 하트비트로 알게 된 오프라인 레플리카를 ISR에서 빼고 새 리더를 뽑으며, 그동안은 리더로 뽑지 않습니다. Kafka는 브로커의 디렉터리를 등록 레코드에 쓰지만 여기서는 활성 컨트롤러만 알고, 새 컨트롤러는 다음 하트비트에서 압니다.',
      },
      tests: [
        'src/kafka/controller/elections.test.ts: a replica whose directory is offline is elected by no pass, and by no broker that comes',
      ],
      recordings: [],
    },
    {
      id: 'cache.tail',
      claim: 'simplified',
      says: {
        en: 'Reads near the end of a log come from memory, reads further back from the disk.',
        ko: '로그 끝 가까이의 읽기는 메모리에서, 더 앞의 읽기는 디스크에서 옵니다.',
      },
      tests: [],
      recordings: [],
    },
    {
      id: 'cache.read-time',
      claim: 'simplified',
      says: {
        en: 'A read from the disk takes 4 ms and 5 ns a byte, times the factor of a slow disk.',
        ko: '디스크 읽기는 4ms에 바이트마다 5ns가 걸리며, 느린 디스크에서는 그 배수만큼 걸립니다.',
      },
      tests: [],
      recordings: [],
    },
  ],
}

export const STORAGE_AREAS: readonly FidelityArea[] = [TIMES, RETENTION, COMPACTION, DISKS]
