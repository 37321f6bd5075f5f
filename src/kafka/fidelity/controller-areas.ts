// Fidelity of the metadata quorum, the controller and what it decides about brokers and leaders.

import type { FidelityArea } from './area.ts'
import { SNAPSHOTS } from './snapshot-area.ts'

const QUORUM: FidelityArea = {
  id: 'quorum',
  title: { en: 'Metadata quorum (KRaft)', ko: '메타데이터 쿼럼(KRaft)' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'Brokers, as observers, do not flush the metadata log that they fetch.',
      ko: '옵서버인 브로커는 가져온 메타데이터 로그를 디스크에 플러시하지 않습니다.',
    },
    {
      en: 'The voter set is fixed: voters are not added or removed (KIP-853).',
      ko: '투표자 집합은 고정되어 있어 투표자를 추가하거나 제거하지 않습니다(KIP-853).',
    },
    {
      en: 'Records that only report log directories, and the registrations of controllers, are not written.',
      ko: '로그 디렉터리만 알리는 레코드와 컨트롤러 등록 레코드는 기록하지 않습니다.',
    },
  ],
  rules: [
    {
      id: 'quorum.one-leader',
      claim: 'exact',
      says: { en: 'A raft epoch has at most one leader.', ko: 'Raft 에포크마다 리더는 많아야 하나입니다.' },
      tests: [
        'src/kafka/raft/elections.test.ts: three voters elect one leader per epoch, from 60 seeds',
        'src/kafka/raft/faults.test.ts: never has two leaders an epoch',
      ],
      recordings: [],
    },
    {
      id: 'quorum.durable-vote',
      claim: 'exact',
      says: {
        en: 'A vote is flushed before it is told, so a voter that restarts does not vote twice in an epoch.',
        ko: '투표는 알리기 전에 디스크에 플러시하므로, 재시작한 투표자가 한 에포크에서 두 번 투표하지 않습니다.',
      },
      tests: ['src/kafka/raft/elections.test.ts: a voter that restarts keeps its epoch and its vote'],
      recordings: [],
    },
    {
      id: 'quorum.pre-vote',
      claim: 'exact',
      says: {
        en: 'A voter asks for pre-votes before it raises the epoch, so one that was cut off does not disturb the others.',
        ko: '투표자는 에포크를 올리기 전에 사전 투표를 요청하므로, 고립되었던 투표자가 돌아와도 다른 투표자를 방해하지 않습니다.',
      },
      tests: ['src/kafka/raft/elections.test.ts: an isolated follower does not inflate the epoch'],
      recordings: [],
    },
    {
      id: 'quorum.fetch-timeout',
      claim: 'exact',
      says: {
        en: 'A dead leader is replaced after the fetch timeout of 2 s; split votes cost an election timeout each.',
        ko: '죽은 리더는 2초의 fetch 타임아웃 뒤에 교체되고, 표가 갈릴 때마다 선거 타임아웃만큼 더 걸립니다.',
      },
      tests: ['src/kafka/raft/elections.test.ts: a killed leader is replaced after the fetch timeout'],
      recordings: ['controller-failover'],
    },
    {
      id: 'quorum.check-quorum',
      claim: 'exact',
      says: {
        en: 'A leader that a majority no longer fetches from resigns after 3 s.',
        ko: '과반수가 더 이상 fetch하지 않는 리더는 3초 뒤에 물러납니다.',
      },
      tests: ['src/kafka/raft/elections.test.ts: an isolated leader resigns by check-quorum'],
      recordings: [],
    },
    {
      id: 'quorum.flushed-before-counted',
      claim: 'exact',
      says: {
        en: 'A voter flushes before its fetch counts, so what is committed survives a loss of power at a majority.',
        ko: '투표자는 플러시한 뒤에만 복제한 것으로 계산되므로, 커밋된 레코드는 과반수의 전원이 꺼져도 살아남습니다.',
      },
      tests: [
        'src/kafka/raft/replication.test.ts: a committed record survives a loss of power at a majority',
      ],
      recordings: [],
    },
    {
      id: 'quorum.own-epoch-first',
      claim: 'exact',
      says: {
        en: 'A leader commits nothing until a record of its own epoch has reached a majority.',
        ko: '리더는 자기 에포크의 레코드가 과반수에 도달하기 전에는 아무것도 커밋하지 않습니다.',
      },
      tests: [
        'src/kafka/raft/replication.test.ts: an old leader brings no record of its own epoch back to life',
      ],
      recordings: [],
    },
    {
      id: 'quorum.truncation',
      claim: 'exact',
      says: {
        en: 'A fetch that parts from the leader’s log is answered with the end of the greatest common epoch, and cut there.',
        ko: '리더의 로그와 갈라진 fetch에는 공통된 가장 큰 에포크의 끝으로 답하고, 그곳에서 로그를 자릅니다.',
      },
      tests: [
        'src/kafka/raft/metadata-log.test.ts: a diverging fetch cuts at the smaller end of a common epoch',
        'src/kafka/raft/replication.test.ts: a leader that comes back cuts what it never committed',
      ],
      recordings: [],
    },
    {
      id: 'quorum.first-records',
      claim: 'exact',
      says: {
        en: 'A new cluster begins with one transaction: feature levels in their order, and the default min ISR when ELR is on.',
        ko: '새 클러스터는 트랜잭션 하나로 시작합니다. 기능 레벨이 정해진 순서로 오고, ELR이 켜져 있으면 기본 최소 ISR이 뒤따릅니다.',
      },
      tests: [
        'src/kafka/controller/cluster.test.ts: an empty log gets the records of a new cluster first, as one transaction',
      ],
      recordings: ['placement-keyed', 'unclean-on'],
    },
  ],
}

const ELECTIONS: FidelityArea = {
  id: 'elections',
  title: { en: 'Controller, topics and leader elections', ko: '컨트롤러, 토픽, 리더 선출' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'Topic ids are offsets of the metadata log instead of random UUIDs.',
      ko: '토픽 ID는 무작위 UUID가 아니라 메타데이터 로그의 오프셋입니다.',
    },
    {
      en: 'A NoOp record is written after metadata.max.idle.interval.ms without any other; Kafka writes one in every such interval, idle or not.',
      ko: 'NoOp 레코드는 다른 레코드 없이 metadata.max.idle.interval.ms가 지나면 기록합니다. 실제로는 한가하지 않아도 그 간격마다 기록합니다.',
    },
  ],
  rules: [
    {
      id: 'election.epochs',
      claim: 'exact',
      says: {
        en: 'The leader epoch rises when a record names a leader, the partition epoch with every record.',
        ko: '리더 에포크는 레코드가 리더를 적을 때만, 파티션 에포크는 레코드마다 오릅니다.',
      },
      tests: [
        'src/kafka/controller/partition-change.test.ts: the leader epoch rises with the leader field only, the partition epoch with every record',
      ],
      recordings: ['acks-min-isr', 'clean-failover'],
    },
    {
      id: 'election.next-leader',
      claim: 'exact',
      says: {
        en: 'The next leader is the first live member of the ISR in replica order, then of the ELR.',
        ko: '다음 리더는 레플리카 순서에서 살아 있는 첫 ISR 멤버이고, 없으면 ELR 멤버입니다.',
      },
      tests: [
        'src/kafka/controller/partition-change.test.ts: the leader leaves: the next of the ISR in replica order',
      ],
      recordings: ['clean-failover', 'elr-saves-partition'],
    },
    {
      id: 'election.unclean',
      claim: 'exact',
      says: {
        en: 'Without ELR the last ISR member stays in the ISR; with unclean election on another replica leads at once, and the tail is cut.',
        ko: 'ELR이 없으면 마지막 멤버가 ISR에 남습니다. 비정상 선출이 켜져 있으면 다른 레플리카가 바로 리더가 되고 꼬리는 잘립니다.',
      },
      tests: [],
      recordings: ['unclean-on', 'unclean-off'],
    },
    {
      id: 'election.preferred-by-timer',
      claim: 'exact',
      says: {
        en: 'Leaderships go back to the first replicas by a pass every leader.imbalance.check.interval.seconds, counted from when the controller took over; no percentage keeps them.',
        ko: '리더는 leader.imbalance.check.interval.seconds마다 첫 번째 레플리카로 돌아가며, 그 시간은 컨트롤러가 넘겨받은 때부터 셉니다. 비율은 보지 않습니다.',
      },
      tests: [
        'src/kafka/controller/elections.test.ts: leaders go back every leader.imbalance.check.interval.seconds',
        'src/kafka/controller/elections.test.ts: a pass moves a thousand leaders at most; the next comes 10 ms later',
      ],
      recordings: ['preferred-by-timer'],
    },
    {
      id: 'topics.refusals',
      claim: 'exact',
      says: {
        en: 'Topics are refused with the errors of Kafka: names, placements, factors, configs.',
        ko: '토픽 이름, 배치, 복제 계수, 설정이 잘못되면 Kafka와 같은 오류로 거부합니다.',
      },
      tests: [
        'src/kafka/controller/cluster.test.ts: refuses what Kafka refuses, topic by topic',
        'src/kafka/controller/elections.test.ts: may have as many replicas as brokers are registered',
        'src/kafka/controller/elections.test.ts: with a compaction lag whose least is above its most is INVALID_CONFIG',
      ],
      recordings: ['refusals'],
    },
    {
      id: 'topics.placement',
      claim: 'simplified',
      says: {
        en: 'Replicas that nobody places are striped over racks and brokers by the law of Kafka’s placer; its random numbers are not those of a JVM.',
        ko: '위치를 지정하지 않은 레플리카는 Kafka의 배치 규칙대로 랙과 브로커에 번갈아 놓이지만, 난수까지 JVM과 같지는 않습니다.',
      },
      tests: ['src/kafka/controller/placement.test.ts: as many racks as replicas: no rack twice'],
      recordings: [],
    },
    {
      id: 'topics.ids',
      claim: 'simplified',
      says: {
        en: 'The id of a topic is the offset of its Topic record.',
        ko: '토픽 ID는 해당 Topic 레코드의 오프셋입니다.',
      },
      tests: [],
      recordings: [],
    },
    {
      id: 'controller.failover',
      claim: 'exact',
      says: {
        en: 'A new controller gives every live broker a fresh session: who died just before is fenced a whole session later.',
        ko: '새 컨트롤러는 살아 있는 모든 브로커의 세션을 새로 시작하므로, 직전에 죽은 브로커는 세션 하나가 다 지난 뒤에 펜싱됩니다.',
      },
      tests: [
        'src/kafka/controller/cluster.test.ts: a new controller gives every live broker a fresh session, and the cluster goes on',
      ],
      recordings: [],
    },
    {
      id: 'controller.service-time',
      claim: 'simplified',
      says: {
        en: 'The controller takes one event after another, 100 µs each.',
        ko: '컨트롤러는 이벤트를 하나씩 처리하며, 하나에 100마이크로초가 걸립니다.',
      },
      tests: [],
      recordings: [],
    },
  ],
}

const ELR: FidelityArea = {
  id: 'elr',
  title: { en: 'Eligible leader replicas (KIP-966)', ko: 'ELR: 리더 자격이 있는 레플리카(KIP-966)' },
  fidelity: 'exact',
  simplified: [],
  rules: [
    {
      id: 'elr.members',
      claim: 'exact',
      says: {
        en: 'Below min ISR whoever leaves the ISR stays eligible in the ELR, and leads again after a clean return.',
        ko: '최소 ISR 아래에서 ISR을 떠난 레플리카는 ELR에 남아 자격을 유지하고, 정상적으로 돌아오면 다시 리더가 됩니다.',
      },
      tests: ['src/kafka/controller/cluster.test.ts: keeps the last two holders of a partition in its ELR'],
      recordings: ['elr-saves-partition', 'acks-min-isr'],
    },
    {
      id: 'elr.unclean-return',
      claim: 'exact',
      says: {
        en: 'A broker that stopped uncleanly loses its place in ISR and ELR as it registers, in the same batch and before it.',
        ko: '비정상 종료한 브로커는 등록할 때 같은 배치에서, 등록 레코드보다 먼저 ISR과 ELR에서 빠집니다.',
      },
      tests: [
        'src/kafka/controller/cluster.test.ts: a killed broker may not register again before its old session ends',
      ],
      recordings: ['elr-defeated', 'elr-saves-partition'],
    },
    {
      id: 'elr.last-known-leader',
      claim: 'exact',
      says: {
        en: 'With ISR and ELR empty the last leader is elected as it is unfenced, uncleanly.',
        ko: 'ISR과 ELR이 비면 마지막 리더가 펜싱 해제와 함께 비정상 선출됩니다.',
      },
      tests: ['src/kafka/controller/cluster.test.ts: the last leader of a partition whose ELR emptied'],
      recordings: ['elr-defeated'],
    },
    {
      id: 'elr.cleared',
      claim: 'exact',
      says: {
        en: 'A topic that sets min.insync.replicas is made with a ClearElr record.',
        ko: 'min.insync.replicas를 지정한 토픽은 ClearElr 레코드와 함께 만들어집니다.',
      },
      tests: ['src/kafka/controller/cluster.test.ts: a topic that sets min.insync.replicas clears its ELR'],
      recordings: ['acks-min-isr', 'unclean-on'],
    },
  ],
}

const LIFECYCLE: FidelityArea = {
  id: 'lifecycle',
  title: { en: 'Broker life cycle and sessions', ko: '브로커 수명 주기와 세션' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'A broker process starts at once, where a real one takes a second or more to load; an orderly stop ends as soon as leave is given.',
      ko: '실제 브로커는 시작하는 데 1초 이상 걸리지만, 여기서는 프로세스가 바로 시작합니다. 정상 종료는 허락을 받는 즉시 끝납니다.',
    },
    {
      en: 'Heartbeats do not wait behind other requests of their connection.',
      ko: '하트비트는 같은 연결의 다른 요청 뒤에서 기다리지 않습니다.',
    },
  ],
  rules: [
    {
      id: 'session.search-period',
      claim: 'exact',
      says: {
        en: 'Ended sessions are looked for every eighth of broker.session.timeout.ms: a killed broker is fenced 7.0 to 10.1 s later.',
        ko: '만료된 세션은 broker.session.timeout.ms의 8분의 1마다 찾습니다. 죽은 브로커는 7.0~10.1초 뒤에 펜싱됩니다.',
      },
      tests: ['src/kafka/controller/cluster.test.ts: fences a killed broker 7 to 10.2 s later'],
      recordings: ['clean-failover', 'acks1-lost'],
    },
    {
      id: 'session.outlives-fencing',
      claim: 'exact',
      says: {
        en: 'Being fenced does not end a session: a cleanly stopped broker is fenced a second time when its session ends.',
        ko: '펜싱은 세션을 끝내지 않습니다. 정상 종료한 브로커는 세션이 끝날 때 한 번 더 펜싱됩니다.',
      },
      tests: ['src/kafka/controller/cluster.test.ts: being fenced does not end a session'],
      recordings: ['elr-saves-partition', 'unclean-on'],
    },
    {
      id: 'session.refuses-return',
      claim: 'exact',
      says: {
        en: 'A broker that starts again while its old session runs is refused with DUPLICATE_BROKER_REGISTRATION, after a clean stop too.',
        ko: '이전 세션이 남아 있는 동안 다시 시작한 브로커는 정상 종료했더라도 DUPLICATE_BROKER_REGISTRATION으로 거부됩니다.',
      },
      tests: ['src/kafka/controller/cluster.test.ts: a cleanly stopped broker is refused with 101'],
      recordings: ['controlled-failover'],
    },
    {
      id: 'fencing.one-batch',
      claim: 'exact',
      says: {
        en: 'Fencing is one batch: the partitions that lose the broker, then the fence. Unfencing is the other way round.',
        ko: '펜싱은 배치 하나입니다. 브로커를 잃는 파티션이 먼저, 펜싱 레코드가 나중입니다. 펜싱 해제는 그 반대입니다.',
      },
      tests: ['src/kafka/controller/cluster.test.ts: fences a killed broker 7 to 10.2 s later'],
      recordings: ['acks1-lost', 'elr-saves-partition', 'elr-defeated'],
    },
    {
      id: 'shutdown.controlled',
      claim: 'exact',
      says: {
        en: 'An orderly stop moves the leaderships first and may go at the next heartbeat, once every other broker has seen the move.',
        ko: '정상 종료는 리더를 먼저 옮기고, 다른 모든 브로커가 그 변경을 본 다음 하트비트에서 종료 허락을 받습니다.',
      },
      tests: [
        'src/kafka/controller/cluster.test.ts: an orderly stop moves the leaderships first',
        'src/kafka/controller/cluster.test.ts: the fence record of an orderly stop comes with the heartbeat 2 s after',
      ],
      recordings: ['elr-saves-partition', 'controlled-failover'],
    },
    {
      id: 'lifecycle.states',
      claim: 'exact',
      says: {
        en: 'A heartbeat takes a broker from fenced to unfenced, controlled shutdown and shutdown by Kafka’s table.',
        ko: '하트비트는 Kafka의 상태표에 따라 브로커를 펜싱, 해제, 제어된 종료, 종료 상태로 옮깁니다.',
      },
      tests: ['src/kafka/controller/heartbeat.test.ts: the next state of a broker'],
      recordings: [],
    },
    {
      id: 'lifecycle.recovery-time',
      claim: 'simplified',
      says: {
        en: 'Recovering logs after an unclean stop takes a constant time per byte.',
        ko: '비정상 종료 뒤의 로그 복구에는 바이트마다 일정한 시간이 걸립니다.',
      },
      tests: [],
      recordings: [],
    },
  ],
}

export const CONTROLLER_AREAS: readonly FidelityArea[] = [QUORUM, SNAPSHOTS, ELECTIONS, ELR, LIFECYCLE]
