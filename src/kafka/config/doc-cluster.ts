// One line on each broker and controller config.

import type { CLUSTER_CONFIGS } from './cluster.ts'
import { GROUP_DOCS } from './doc-group.ts'
import type { ConfigDocs } from './entry.ts'

export const CLUSTER_DOCS: ConfigDocs<keyof typeof CLUSTER_CONFIGS> = {
  ...GROUP_DOCS,
  'default.replication.factor': [
    'Replicas of a topic that does not say how many.',
    '복제 계수를 지정하지 않은 토픽의 레플리카 수.',
  ],
  'min.insync.replicas': [
    'In-sync replicas below which acks=all is refused and the high watermark stands still.',
    'ISR이 이 수보다 작으면 acks=all 쓰기를 거부하고 하이 워터마크를 멈춘다.',
  ],
  'unclean.leader.election.enable': [
    'Whether a replica outside the ISR may become leader: available again, at the price of records.',
    'ISR 밖의 레플리카도 리더가 될 수 있는지. 가용성을 얻고 레코드를 잃을 수 있다.',
  ],
  'unclean.leader.election.interval.ms': [
    'How often the controller looks for leaderless partitions that an unclean election could help.',
    '비정상 리더 선출로 살릴 수 있는 파티션을 컨트롤러가 찾는 주기.',
  ],
  'replica.lag.time.max.ms': [
    'A follower that has not caught up for this long leaves the ISR.',
    '이 시간 동안 따라잡지 못한 팔로워는 ISR에서 빠진다.',
  ],
  'replica.fetch.wait.max.ms': [
    'How long a leader may hold a follower fetch that has nothing to read.',
    '읽을 것이 없는 팔로워 fetch를 리더가 붙잡아 둘 수 있는 최대 시간.',
  ],
  'replica.fetch.min.bytes': [
    'Bytes for which a follower fetch waits, up to its maximum wait.',
    '팔로워 fetch가 최대 대기 시간 안에서 기다리는 최소 바이트 수.',
  ],
  'replica.fetch.max.bytes': [
    'Bytes a follower asks for per partition; the first batch comes whole even if it is larger.',
    '팔로워가 파티션마다 요청하는 바이트 수. 첫 배치는 더 커도 통째로 온다.',
  ],
  'replica.fetch.response.max.bytes': [
    'Bytes of a whole answer to a follower fetch.',
    '팔로워 fetch 응답 전체의 최대 바이트 수.',
  ],
  'replica.fetch.backoff.ms': [
    'How long a fetcher leaves a partition alone after an error.',
    '오류가 난 파티션을 다시 fetch하기 전에 쉬는 시간.',
  ],
  'num.replica.fetchers': [
    'Fetcher threads of a broker for each broker it copies from.',
    '복제해 오는 브로커마다 두는 fetcher 스레드 수.',
  ],
  'replica.socket.timeout.ms': [
    'How long a fetcher waits for an answer before it gives the connection up.',
    'fetcher가 응답을 기다리다 연결을 포기하기까지의 시간.',
  ],
  'replica.socket.receive.buffer.bytes': [
    'Receive buffer of the fetcher sockets.',
    'fetcher 소켓의 수신 버퍼 크기.',
  ],
  'replica.high.watermark.checkpoint.interval.ms': [
    'How often a broker writes its high watermarks to disk.',
    '브로커가 하이 워터마크를 디스크에 기록하는 주기.',
  ],
  'replica.selector.class': [
    'Chooses the replica from which a consumer reads.',
    '컨슈머가 읽을 레플리카를 고르는 클래스.',
  ],
  'auto.leader.rebalance.enable': [
    'Whether leadership is handed back to preferred replicas now and then.',
    '선호 레플리카에 주기적으로 리더를 되돌려 주는지.',
  ],
  'leader.imbalance.check.interval.seconds': [
    'How often the controller looks for leaders that are not the preferred replica.',
    '선호 레플리카가 아닌 리더를 컨트롤러가 확인하는 주기.',
  ],
  'leader.imbalance.per.broker.percentage': [
    'Imbalance that a ZooKeeper controller tolerated; without effect on KRaft, and no config any more since 4.0.',
    'ZooKeeper 컨트롤러가 참던 불균형 비율. KRaft에서는 효과가 없고 4.0에서 없어졌다.',
  ],
  'controller.socket.timeout.ms': [
    'Socket timeout between the controller and brokers.',
    '컨트롤러와 브로커 사이의 소켓 타임아웃.',
  ],
  'fetch.purgatory.purge.interval.requests': [
    'Finished fetches that may pile up in purgatory before it is swept.',
    'fetch 퍼거토리를 비우기까지 쌓일 수 있는 완료된 요청 수.',
  ],
  'producer.purgatory.purge.interval.requests': [
    'Finished produces that may pile up in purgatory before it is swept.',
    'produce 퍼거토리를 비우기까지 쌓일 수 있는 완료된 요청 수.',
  ],
  'leader.replication.throttled.rate': [
    'Bytes a second that a leader sends to throttled replicas.',
    '리더가 제한된 레플리카에 보내는 초당 바이트 수.',
  ],
  'follower.replication.throttled.rate': [
    'Bytes a second that throttled followers take in.',
    '제한된 팔로워가 받아 오는 초당 바이트 수.',
  ],
  'num.partitions': [
    'Partitions of a topic that does not say how many.',
    '파티션 수를 지정하지 않은 토픽의 파티션 수.',
  ],
  'offsets.topic.num.partitions': [
    'Partitions of __consumer_offsets, taken when it is created; a group’s hash picks its own.',
    '__consumer_offsets의 파티션 수. 만들 때 정해지며, 그룹의 해시로 파티션을 고른다.',
  ],
  'offsets.topic.replication.factor': [
    'Replicas of __consumer_offsets; with fewer registered brokers it cannot be created.',
    '__consumer_offsets의 레플리카 수. 등록된 브로커가 이보다 적으면 만들 수 없다.',
  ],
  'offsets.topic.segment.bytes': [
    'Segment size of __consumer_offsets: small, so that compaction and loading are fast.',
    '__consumer_offsets의 세그먼트 크기. 작아야 컴팩션과 로딩이 빠르다.',
  ],
  'auto.create.topics.enable': [
    'Whether asking for an unknown topic creates it.',
    '없는 토픽을 요청하면 자동으로 만드는지.',
  ],
  'delete.topic.enable': ['Whether topics can be deleted.', '토픽을 삭제할 수 있는지.'],
  'message.max.bytes': [
    'Largest record batch that a broker takes.',
    '브로커가 받는 가장 큰 레코드 배치의 크기.',
  ],
  'fetch.max.bytes': [
    'Cap that a broker puts on the answer to a consumer fetch.',
    '브로커가 컨슈머 fetch 응답에 두는 상한.',
  ],
  'max.incremental.fetch.session.cache.slots': [
    'Incremental fetch sessions that a broker keeps.',
    '브로커가 유지하는 증분 fetch 세션 수.',
  ],
  'request.timeout.ms': [
    'How long a broker waits for an answer to its own requests.',
    '브로커가 자신이 보낸 요청의 응답을 기다리는 시간.',
  ],
  'queued.max.requests': [
    'Requests waiting for a handler before network threads stop reading.',
    '네트워크 스레드가 읽기를 멈추기 전까지 큐에 쌓이는 요청 수.',
  ],
  'num.network.threads': [
    'Threads that read requests and write answers.',
    '요청을 읽고 응답을 쓰는 스레드 수.',
  ],
  'num.io.threads': ['Threads that handle requests.', '요청을 처리하는 스레드 수.'],
  'background.threads': ['Threads for background work.', '백그라운드 작업 스레드 수.'],
  'num.recovery.threads.per.data.dir': [
    'Threads per disk for log recovery at start.',
    '시작할 때 로그를 복구하는 디스크당 스레드 수.',
  ],
  'socket.request.max.bytes': ['Largest request that a broker reads.', '브로커가 읽는 가장 큰 요청의 크기.'],
  'connections.max.idle.ms': [
    'A broker closes a connection that was idle for this long.',
    '이 시간 동안 쓰이지 않은 연결을 브로커가 닫는다.',
  ],
  'max.connections': ['Connections that a broker accepts.', '브로커가 받아들이는 연결 수.'],
  'controlled.shutdown.enable': [
    'Whether a stopping broker hands its leaderships over first.',
    '종료하는 브로커가 먼저 리더를 넘겨주는지.',
  ],
  'compression.type': [
    'Compression on disk; `producer` keeps what the producer chose.',
    '디스크의 압축 방식. `producer`는 프로듀서가 고른 그대로 둔다.',
  ],
  'log.dir.failure.timeout.ms': [
    'A broker exits if it cannot report a failed log directory for this long.',
    '로그 디렉터리 장애를 이 시간 안에 알리지 못하면 브로커가 종료한다.',
  ],
  'log.dirs': [
    'Directories for logs, with commas between them, each on a disk of its own; the first also holds the metadata log.',
    '쉼표로 구분한 로그 디렉터리들. 저마다 다른 디스크에 있으며, 첫 번째에는 메타데이터 로그도 있습니다.',
  ],
  'log.segment.bytes': ['Size at which a log starts a new segment.', '새 세그먼트를 시작하는 크기.'],
  'log.roll.ms': ['Age at which a log starts a new segment.', '새 세그먼트를 시작하는 시간(밀리초).'],
  'log.roll.hours': [
    'The same in hours, when log.roll.ms is not set.',
    'log.roll.ms가 없을 때 쓰는 시간 단위 값.',
  ],
  'log.roll.jitter.ms': [
    'Spread of the rolling time, so that logs do not roll together.',
    '로그가 한꺼번에 롤링되지 않도록 흩는 시간(밀리초).',
  ],
  'log.roll.jitter.hours': [
    'The same in hours, when log.roll.jitter.ms is not set.',
    'log.roll.jitter.ms가 없을 때 쓰는 시간 단위 값.',
  ],
  'log.index.size.max.bytes': [
    'Size of an offset index; a full one rolls the segment.',
    '오프셋 인덱스의 크기. 가득 차면 세그먼트를 롤링한다.',
  ],
  'log.index.interval.bytes': [
    'Bytes of log between two index entries.',
    '인덱스 항목 사이의 로그 바이트 수.',
  ],
  'log.preallocate': [
    'Whether segment files are allocated in full when created.',
    '세그먼트 파일을 만들 때 미리 공간을 잡는지.',
  ],
  'log.flush.interval.messages': [
    'Records after which a log is flushed.',
    '로그를 flush하기까지의 레코드 수.',
  ],
  'log.flush.interval.ms': ['Time after which a log is flushed.', '로그를 flush하기까지의 시간.'],
  'log.flush.scheduler.interval.ms': [
    'How often the flusher looks for logs to flush.',
    'flush할 로그를 확인하는 주기.',
  ],
  'log.flush.offset.checkpoint.interval.ms': [
    'How often recovery points are written.',
    '복구 지점을 기록하는 주기.',
  ],
  'log.flush.start.offset.checkpoint.interval.ms': [
    'How often log start offsets are written.',
    '로그 시작 오프셋을 기록하는 주기.',
  ],
  'log.retention.ms': [
    'How long records are kept; −1 for ever.',
    '레코드를 보존하는 시간(밀리초). −1이면 계속 보존한다.',
  ],
  'log.retention.minutes': [
    'The same in minutes, when log.retention.ms is not set.',
    'log.retention.ms가 없을 때 쓰는 분 단위 값.',
  ],
  'log.retention.hours': [
    'The same in hours, when neither of the finer ones is set.',
    '더 작은 단위가 없을 때 쓰는 시간 단위 값.',
  ],
  'log.retention.bytes': [
    'Bytes of a partition that are kept; −1 for all.',
    '파티션마다 보존하는 바이트 수. −1이면 제한이 없다.',
  ],
  'log.retention.check.interval.ms': [
    'How often a broker looks for segments to delete.',
    '삭제할 세그먼트를 확인하는 주기.',
  ],
  'log.segment.delete.delay.ms': [
    'Time between a segment leaving the log and its file being deleted.',
    '세그먼트가 로그에서 빠진 뒤 파일이 지워지기까지의 시간.',
  ],
  'log.cleanup.policy': [
    'Whether old records are deleted, compacted by key, or both.',
    '오래된 레코드를 삭제할지, 키로 컴팩션할지, 둘 다 할지.',
  ],
  'log.cleaner.enable': ['Whether compacted logs are cleaned at all.', '로그 클리너를 돌리는지.'],
  'log.cleaner.threads': ['Threads that clean compacted logs.', '로그 클리너 스레드 수.'],
  'log.cleaner.dedupe.buffer.size': [
    'Memory for the cleaner’s map of keys.',
    '클리너의 키 맵에 쓰는 메모리.',
  ],
  'log.cleaner.backoff.ms': [
    'How long the cleaner sleeps when there is nothing to clean.',
    '할 일이 없을 때 클리너가 쉬는 시간.',
  ],
  'log.cleaner.io.buffer.load.factor': [
    'How full the map of keys may get: a share of its slots.',
    '키 맵의 슬롯을 어디까지 채울지 정하는 비율.',
  ],
  'log.cleaner.min.cleanable.ratio': [
    'Share of dirty bytes from which a log is cleaned.',
    '로그를 청소하기 시작하는 더티 바이트 비율.',
  ],
  'log.cleaner.delete.retention.ms': [
    'How long a tombstone stays after the first cleaning that meets it.',
    '툼스톤이 처음 청소를 겪은 뒤 남아 있는 시간.',
  ],
  'log.cleaner.min.compaction.lag.ms': [
    'Age below which a record is not compacted.',
    '이보다 새로운 레코드는 컴팩션하지 않는다.',
  ],
  'log.cleaner.max.compaction.lag.ms': [
    'Age at which a record must have been up for compaction.',
    '레코드가 컴팩션 대상이 되기까지의 최대 시간.',
  ],
  'log.message.timestamp.type': [
    'Whose clock stamps a record: the producer’s or the broker’s.',
    '레코드의 시각을 프로듀서가 찍는지 브로커가 찍는지.',
  ],
  'log.message.timestamp.before.max.ms': [
    'How far in the past a timestamp may lie.',
    '타임스탬프가 과거로 벗어날 수 있는 한도.',
  ],
  'log.message.timestamp.after.max.ms': [
    'How far in the future a timestamp may lie.',
    '타임스탬프가 미래로 벗어날 수 있는 한도.',
  ],
  'log.initial.task.delay.ms': [
    'Time from the start of a broker to its first log tasks.',
    '브로커 시작 뒤 첫 로그 작업까지의 시간.',
  ],
  'controller.quorum.election.timeout.ms': [
    'A voter that hears nothing for this long, plus a random part of it, stands for election.',
    '이 시간에 임의의 시간을 더한 만큼 소식이 없으면 투표자가 선거에 나선다.',
  ],
  'controller.quorum.fetch.timeout.ms': [
    'A voter gives its leader up after this long without a fetch; the leader itself resigns after half as long again.',
    '이 시간 동안 fetch가 안 되면 투표자가 리더를 포기한다. 리더는 1.5배가 지나면 물러난다.',
  ],
  'controller.quorum.election.backoff.max.ms': [
    'Longest wait between two candidacies.',
    '두 번의 입후보 사이에 쉬는 최대 시간.',
  ],
  'controller.quorum.append.linger.ms': [
    'How long the active controller gathers records before it appends them.',
    '활성 컨트롤러가 레코드를 모았다가 추가하기까지의 시간.',
  ],
  'controller.quorum.request.timeout.ms': [
    'How long a voter waits for an answer from another.',
    '투표자가 다른 투표자의 응답을 기다리는 시간.',
  ],
  'controller.quorum.retry.backoff.ms': [
    'Wait before a quorum request is sent again.',
    '쿼럼 요청을 다시 보내기 전의 대기 시간.',
  ],
  'broker.heartbeat.interval.ms': [
    'How often a broker tells the active controller that it lives.',
    '브로커가 활성 컨트롤러에 살아 있음을 알리는 주기.',
  ],
  'broker.session.timeout.ms': [
    'A broker that is silent for this long is fenced and loses its leaderships.',
    '이 시간 동안 소식이 없는 브로커는 펜싱되어 리더를 잃는다.',
  ],
  'initial.broker.registration.timeout.ms': [
    'A broker exits if it is not registered within this time.',
    '이 시간 안에 등록하지 못한 브로커는 종료한다.',
  ],
  'metadata.log.segment.bytes': ['Segment size of the metadata log.', '메타데이터 로그의 세그먼트 크기.'],
  'metadata.log.segment.ms': ['Segment age of the metadata log.', '메타데이터 로그의 세그먼트 시간.'],
  'metadata.log.max.record.bytes.between.snapshots': [
    'Bytes of metadata records after which a snapshot is taken.',
    '스냅샷을 만들기까지의 메타데이터 레코드 바이트 수.',
  ],
  'metadata.log.max.snapshot.interval.ms': [
    'Time after which the next metadata record makes a node take a snapshot; 0 for never.',
    '이 시간이 지난 뒤 다음 메타데이터 레코드가 오면 스냅샷을 만든다. 0이면 만들지 않는다.',
  ],
  'metadata.max.retention.bytes': [
    'While metadata log and snapshots together are bigger, the oldest snapshot goes, and the log below the next one.',
    '메타데이터 로그와 스냅샷의 합이 이보다 크면 가장 오래된 스냅샷과 다음 스냅샷 앞의 로그를 지운다.',
  ],
  'metadata.max.retention.ms': [
    'Snapshots older than this go, and the log below the next one; the newest always stays.',
    '이보다 오래된 스냅샷과 다음 스냅샷 앞의 로그를 지운다. 가장 새 스냅샷은 언제나 남는다.',
  ],
  'metadata.max.idle.interval.ms': [
    'How often the active controller writes a no-op record; 0 for never.',
    '활성 컨트롤러가 NoOp 레코드를 쓰는 주기. 0이면 쓰지 않는다.',
  ],
}
