// Fidelity of what admin clients ask of a running cluster, and of what it does with topics by itself.

import type { FidelityArea } from './area.ts'

const ADMIN: FidelityArea = {
  id: 'administration',
  title: { en: 'Changes to a running cluster', ko: '실행 중인 클러스터의 변경' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'A broker passes a request on as it is, without the Envelope around it; there are no policies, quotas or permissions in its way.',
      ko: '브로커는 Envelope 없이 요청을 그대로 전달합니다. 정책, 쿼터, 권한 검사가 없습니다.',
    },
    {
      en: 'Files of a removed replica are gone at once: nothing is renamed to -delete or -stray first.',
      ko: '제거된 레플리카의 파일은 바로 사라집니다. -delete나 -stray로 이름을 먼저 바꾸지 않습니다.',
    },
    {
      en: 'DescribeConfigs takes a value that equals the default for the default, and DescribeQuorum tells no times at which a node was last caught up.',
      ko: 'DescribeConfigs는 기본값과 같은 값을 기본값으로 봅니다. DescribeQuorum은 마지막으로 따라잡은 시각을 알리지 않습니다.',
    },
    {
      en: 'There are no feature upgrades, and no changes of the legacy AlterConfigs.',
      ko: '기능 업그레이드와 이전 방식의 AlterConfigs가 없습니다.',
    },
    {
      en: 'The clients of a scenario have no topic created that the scenario itself will make: until they have seen it they ask for metadata without auto-creation.',
      ko: '시나리오가 만들 토픽은 그 시나리오의 클라이언트가 자동 생성하게 하지 않습니다. 토픽을 보기 전에는 자동 생성 없이 메타데이터를 묻습니다.',
    },
  ],
  rules: [
    {
      id: 'admin.client',
      claim: 'simplified',
      says: {
        en: 'The admin client asks the broker that Metadata names as the controller, a broker for its own configs, and the leader for its records; it tries again until a minute has passed.',
        ko: '관리 클라이언트는 Metadata가 컨트롤러로 알린 브로커, 설정의 주인인 브로커, 레코드의 리더에게 묻고, 1분이 지날 때까지 다시 시도합니다.',
      },
      tests: [
        'src/kafka/inputs/admin.test.ts: a request whose broker dies is tried again at another',
        'src/kafka/inputs/admin.test.ts: one that nobody answers is given up after a minute',
      ],
      recordings: [],
    },
    {
      id: 'admin.forwarding',
      claim: 'simplified',
      says: {
        en: 'A broker passes admin requests on to the active controller, one at a time, and tries for a minute: clients never hear NOT_CONTROLLER.',
        ko: '브로커는 관리 요청을 한 번에 하나씩 활성 컨트롤러로 전달하고 1분 동안 시도합니다. 클라이언트는 NOT_CONTROLLER를 듣지 않습니다.',
      },
      tests: [
        'src/kafka/broker/auto-create.test.ts: a request waits for a new active controller and goes to it',
        'src/kafka/broker/auto-create.test.ts: after a minute without a controller it is given up',
      ],
      recordings: [],
    },
    {
      id: 'topics.auto-create',
      claim: 'exact',
      says: {
        en: 'A topic that is asked for and not there is created by the asked broker’s defaults; whoever asked is told UNKNOWN_TOPIC_OR_PARTITION first.',
        ko: '없는 토픽을 물으면 물어본 브로커의 기본값으로 만들어지며, 물은 쪽은 먼저 UNKNOWN_TOPIC_OR_PARTITION을 받습니다.',
      },
      tests: [
        'src/kafka/broker/auto-create.test.ts: topics.auto-create',
        'src/kafka/broker/auto-create.test.ts: is asked for once while the answer is out',
      ],
      recordings: [],
    },
    {
      id: 'topics.deleted',
      claim: 'simplified',
      says: {
        en: 'One metadata record takes a topic away with its partitions and configs; brokers that were down find out when they come back.',
        ko: '메타데이터 레코드 하나로 토픽이 파티션, 설정과 함께 사라집니다. 꺼져 있던 브로커는 돌아올 때 알게 됩니다.',
      },
      tests: [
        'src/kafka/controller/topic-changes.test.ts: the partitions, the configs and every log of it go',
        'src/kafka/controller/topic-changes.test.ts: a broker that was away puts its log aside when it comes back',
      ],
      recordings: [],
    },
    {
      id: 'topics.recreated',
      claim: 'exact',
      says: {
        en: 'To clients a topic with another id is another topic: its leader epochs begin anew, however high the old ones were.',
        ko: '클라이언트에게 ID가 다른 토픽은 다른 토픽입니다. 이전 리더 에포크가 얼마나 높았든 새로 시작합니다.',
      },
      tests: ['src/cli/admin.test.ts: topics.recreated'],
      recordings: [],
    },
    {
      id: 'topics.fetched-by-id',
      claim: 'exact',
      says: {
        en: 'Followers, consumers and producers name topics by id: of another topic of the same name they get UNKNOWN_TOPIC_ID or INCONSISTENT_TOPIC_ID.',
        ko: '팔로워, 컨슈머, 프로듀서는 토픽 ID를 씁니다. 이름만 같은 다른 토픽이면 UNKNOWN_TOPIC_ID나 INCONSISTENT_TOPIC_ID를 받습니다.',
      },
      tests: ['src/kafka/controller/topic-changes.test.ts: topics.fetched-by-id'],
      recordings: [],
    },
    {
      id: 'topics.add-partitions',
      claim: 'exact',
      says: {
        en: 'A topic gets more partitions, never fewer, with as many replicas as its first one has; records that are there stay where they are.',
        ko: '토픽의 파티션은 늘기만 하며, 레플리카 수는 첫 파티션과 같습니다. 이미 있는 레코드는 그 자리에 남습니다.',
      },
      tests: [
        'src/kafka/controller/topic-changes.test.ts: adds as many replicas as the first partition has; what is there stays',
        'src/kafka/controller/topic-changes.test.ts: is refused: %s',
      ],
      recordings: ['added-partitions'],
    },
    {
      id: 'configs.dynamic',
      claim: 'exact',
      says: {
        en: 'Configs of topics and many of brokers take effect while the cluster runs: topic over broker over all brokers over the file.',
        ko: '토픽 설정과 여러 브로커 설정은 실행 중에 적용됩니다. 우선순위는 토픽, 브로커, 모든 브로커, 설정 파일 순입니다.',
      },
      tests: [
        'src/kafka/controller/alter-configs.test.ts: a topic’s config takes effect while the cluster runs',
        'src/kafka/controller/alter-configs.test.ts: a value for all brokers holds for topics without their own, and one for a broker on that broker only',
        'src/kafka/controller/alter-configs.test.ts: taken away, the default holds again',
      ],
      recordings: [],
    },
    {
      id: 'configs.refusals',
      claim: 'exact',
      says: {
        en: 'A bad config of a topic is INVALID_CONFIG, one of a broker INVALID_REQUEST; a resource is changed as a whole or not at all.',
        ko: '잘못된 토픽 설정은 INVALID_CONFIG, 브로커 설정은 INVALID_REQUEST이며, 한 리소스는 통째로 바뀌거나 전혀 바뀌지 않습니다.',
      },
      tests: [
        'src/kafka/controller/alter-configs.test.ts: nothing of a resource is changed when one of its values is bad',
        'src/kafka/controller/alter-configs.test.ts: taking the cluster’s min ISR away while there is an ELR; appending to what is no list; a key twice',
      ],
      recordings: ['refusals'],
    },
    {
      id: 'elr.cleared-by-config',
      claim: 'exact',
      says: {
        en: 'Setting min.insync.replicas empties the ELR: of the topic, or of all when it is set for all brokers.',
        ko: 'min.insync.replicas를 바꾸면 ELR을 비웁니다. 토픽이면 그 토픽, 모든 브로커의 값이면 모든 토픽이 대상입니다.',
      },
      tests: [
        'src/kafka/controller/alter-configs.test.ts: the ELR is empty when min.insync.replicas has been set',
      ],
      recordings: [],
    },
    {
      id: 'records.deleted',
      claim: 'exact',
      says: {
        en: 'DeleteRecords moves the log start of the leader at once and is answered when the live followers have moved theirs, by fetching.',
        ko: 'DeleteRecords는 리더의 로그 시작을 바로 옮기고, 살아 있는 팔로워가 fetch로 따라온 뒤에 응답합니다.',
      },
      tests: [
        'src/kafka/broker/delete-records.test.ts: the log start moves on the leader, then on the followers as they fetch; the answer waits for them',
        'src/kafka/broker/delete-records.test.ts: a replica that is down and fenced is not waited for, one that is only silent is, until time is up',
      ],
      recordings: ['offset-reset'],
    },
    {
      id: 'election.by-request',
      claim: 'exact',
      says: {
        en: 'ElectLeaders brings a partition back to its preferred replica if that is in sync, or, unclean, gives one without a leader to anybody who is up.',
        ko: 'ElectLeaders는 선호 레플리카가 동기화되어 있으면 리더를 되돌리고, 비정상 선출이면 리더 없는 파티션을 살아 있는 누구에게나 맡깁니다.',
      },
      tests: [
        'src/kafka/controller/elect-leaders.test.ts: brings the leadership back to the preferred replica',
        'src/kafka/controller/elect-leaders.test.ts: unclean: takes anybody who is up, though he is not in the ISR',
      ],
      recordings: ['controlled-failover', 'reassignment'],
    },
    {
      id: 'reassignment.targets',
      claim: 'exact',
      says: {
        en: 'A reassignment first adds the new replicas; what counts as new or as to go is the difference to the full list there is now.',
        ko: '재할당은 먼저 새 레플리카를 추가합니다. 추가와 제거는 지금의 전체 목록과의 차이로 정합니다.',
      },
      tests: [
        'src/kafka/controller/reassign.test.ts: reassignment.targets',
        'src/kafka/controller/reassign.test.ts: that is under way is listed, and a new one counts from the full list',
      ],
      recordings: ['reassignment', 'reassignment-cancelled'],
    },
    {
      id: 'reassignment.completion',
      claim: 'exact',
      says: {
        en: 'The old replicas go when all who stay are in the ISR; the leader epoch rises even if the leader stays.',
        ko: '남을 레플리카가 모두 ISR에 들어오면 이전 레플리카가 빠집니다. 리더가 그대로여도 리더 에포크는 올라갑니다.',
      },
      tests: ['src/kafka/controller/reassign.test.ts: reassignment.completion'],
      recordings: ['reassignment'],
    },
    {
      id: 'reassignment.cancel',
      claim: 'exact',
      says: {
        en: 'Cancelled, a reassignment goes back to the replicas there were; without one of them in the ISR only if an unclean election is allowed.',
        ko: '취소하면 이전 레플리카로 돌아갑니다. 그중 아무도 ISR에 없으면 비정상 선출이 허용될 때만 됩니다.',
      },
      tests: ['src/kafka/controller/reassign.test.ts: goes back to the replicas there were'],
      recordings: ['reassignment-cancelled'],
    },
  ],
}

export const ADMIN_AREAS: readonly FidelityArea[] = [ADMIN]
