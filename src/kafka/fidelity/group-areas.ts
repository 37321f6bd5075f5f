// Fidelity of the two group protocols, as brokers carry them out.

import type { FidelityArea } from './area.ts'

const CLASSIC = 'src/kafka/group/classic/classic.test.ts: '
const STATIC = 'src/kafka/group/classic/static.test.ts: '
const CONSUMER = 'src/kafka/group/consumer/consumer.test.ts: '

const CLASSIC_GROUPS: FidelityArea = {
  id: 'classic-groups',
  title: { en: 'The classic group protocol', ko: '클래식 그룹 프로토콜' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'Every client is of the newest version; the only protocol type is that of consumers, whose subscriptions and assignments are not opaque to the coordinator.',
      ko: '모든 클라이언트는 최신 버전입니다. 프로토콜 종류는 컨슈머뿐이며 코디네이터는 구독과 할당의 내용을 압니다.',
    },
    {
      en: 'A group is never upgraded to the other protocol while it has members.',
      ko: '멤버가 있는 그룹이 다른 프로토콜로 바뀌는 일은 없습니다.',
    },
  ],
  rules: [
    {
      id: 'group.join',
      claim: 'exact',
      says: {
        en: 'JoinGroup by state of the group: parked, answered at once, or the start of a rebalance.',
        ko: 'JoinGroup은 그룹의 상태에 따라 대기하거나 바로 응답하거나 리밸런스를 시작합니다.',
      },
      tests: [
        `${CLASSIC}a follower with the same subscription is told the present generation, a leader rebalances`,
        `${CLASSIC}refuses session timeouts out of range, unknown members and groups without a name`,
        `${CLASSIC}a new member that waits for 300 s in JoinGroup is dropped`,
      ],
      recordings: [],
    },
    {
      id: 'group.member-id-required',
      claim: 'exact',
      says: {
        en: 'A dynamic member is given an id first and joins with that.',
        ko: '동적 멤버는 먼저 ID를 받고 그 ID로 다시 참가합니다.',
      },
      tests: [
        `${CLASSIC}a dynamic member without an id is given one and must join again with it`,
        `${CLASSIC}an id that nobody joins with is forgotten after the session timeout`,
      ],
      recordings: [],
    },
    {
      id: 'group.initial-delay',
      claim: 'exact',
      says: {
        en: 'A group that was empty waits group.initial.rebalance.delay.ms, and once more for each delay in which somebody came.',
        ko: '비어 있던 그룹은 group.initial.rebalance.delay.ms를 기다리고, 그 사이 누가 오면 한 번 더 기다립니다.',
      },
      tests: [
        `${CLASSIC}whoever comes within the initial delay makes it last once more`,
        `${CLASSIC}the initial delay never lasts longer than the rebalance timeout`,
      ],
      recordings: ['group-crash'],
    },
    {
      id: 'group.max-size',
      claim: 'exact',
      says: {
        en: 'Members beyond group.max.size are refused.',
        ko: 'group.max.size를 넘는 멤버는 거절합니다.',
      },
      tests: [`${CLASSIC}refuses members beyond group.max.size`],
      recordings: [],
    },
    {
      id: 'group.member-checks',
      claim: 'exact',
      says: {
        en: 'Instance id first, then member id, then generation, then assignor: the first that is wrong is told.',
        ko: '인스턴스 ID, 멤버 ID, 세대, 할당자 순서로 확인하고 처음 어긋난 것을 알립니다.',
      },
      tests: [
        `${CLASSIC}refuses another generation, another assignor, strangers, and whoever comes during the join phase`,
        `${STATIC}the old instance is fenced`,
      ],
      recordings: [],
    },
    {
      id: 'group.protocol-vote',
      claim: 'exact',
      says: {
        en: 'The assignor that most members like best among those that all offer.',
        ko: '모두가 제시한 할당자 가운데 가장 많은 멤버가 먼저 꼽은 것을 씁니다.',
      },
      tests: [`${CLASSIC}the assignor that most members like best among those that all offer is chosen`],
      recordings: [],
    },
    {
      id: 'group.generation-record',
      claim: 'exact',
      says: {
        en: 'A generation is one record, written with the leader’s assignment; an empty one when the group comes up and when it empties.',
        ko: '세대는 리더의 할당과 함께 레코드 하나로 기록됩니다. 그룹이 생길 때와 빌 때는 빈 세대를 기록합니다.',
      },
      tests: [
        `${CLASSIC}the log of a group begins with an empty generation 0`,
        `${CLASSIC}the last member to go leaves an empty generation behind, which is written`,
      ],
      recordings: ['assignor-range', 'assignor-cooperative'],
    },
    {
      id: 'group.sync',
      claim: 'exact',
      says: {
        en: 'SyncGroup waits for the leader; in a stable group it tells the assignment again.',
        ko: 'SyncGroup은 리더를 기다리고, 안정된 그룹에서는 현재 할당을 다시 알려 줍니다.',
      },
      tests: [
        `${CLASSIC}in a stable group the present assignment is told again`,
        `${CLASSIC}whom the leader leaves out has nothing`,
      ],
      recordings: [],
    },
    {
      id: 'group.sync-committed',
      claim: 'exact',
      says: {
        en: 'The group is stable once the record of the assignment is committed.',
        ko: '할당 레코드가 커밋되어야 그룹이 Stable 상태가 됩니다.',
      },
      tests: [
        `${CLASSIC}everybody waits for the assignment of the leader, which counts once it is committed`,
      ],
      recordings: [],
    },
    {
      id: 'group.sync-timeout',
      claim: 'exact',
      says: {
        en: 'Who has not synced within the rebalance timeout is removed.',
        ko: '리밸런스 타임아웃 안에 동기화하지 않은 멤버는 제거됩니다.',
      },
      tests: [`${CLASSIC}who does not sync within the rebalance timeout is out`],
      recordings: [],
    },
    {
      id: 'group.heartbeat',
      claim: 'exact',
      says: {
        en: 'A heartbeat is told of a rebalance only while the group waits for joins.',
        ko: '하트비트는 그룹이 참가를 기다리는 동안에만 리밸런스를 알려 줍니다.',
      },
      tests: [
        `${CLASSIC}a heartbeat before the assignment is there is fine`,
        `${CLASSIC}refuses strangers and other generations`,
      ],
      recordings: [],
    },
    {
      id: 'group.session',
      claim: 'exact',
      says: {
        en: 'Silence for longer than the session timeout ends a membership; whoever waits for an answer is exempt.',
        ko: '세션 타임아웃보다 오래 조용한 멤버는 제거됩니다. 응답을 기다리는 멤버는 예외입니다.',
      },
      tests: [
        `${CLASSIC}silence for longer than the session timeout costs membership, and the others rebalance`,
      ],
      recordings: ['group-crash'],
    },
    {
      id: 'group.leave',
      claim: 'exact',
      says: {
        en: 'Who leaves is out at once; admins remove static members by instance id.',
        ko: '떠난 멤버는 바로 제거됩니다. 관리자는 인스턴스 ID로 정적 멤버를 제거합니다.',
      },
      tests: [
        `${CLASSIC}a member that leaves is out at once, and the others rebalance`,
        `${STATIC}an admin removes one by its instance id`,
      ],
      recordings: [],
    },
    {
      id: 'group.static-return',
      claim: 'exact',
      says: {
        en: 'A static member that is back has a new id and its old assignment, in the same generation; the old instance is fenced.',
        ko: '돌아온 정적 멤버는 같은 세대에서 새 ID와 예전 할당을 받고 예전 인스턴스는 펜싱됩니다.',
      },
      tests: [
        `${STATIC}one that is back gets a new id and its old assignment, and nothing moves`,
        `${STATIC}the leader that is back is told the members and not to assign (KIP-814)`,
      ],
      recordings: ['static-members'],
    },
  ],
}

const CONSUMER_GROUPS: FidelityArea = {
  id: 'consumer-groups',
  title: { en: 'The consumer group protocol (KIP-848)', ko: '컨슈머 그룹 프로토콜(KIP-848)' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'Assignors run within the heartbeat; patterns are JavaScript’s regular expressions, not RE2.',
      ko: '할당자는 하트비트 처리 안에서 실행됩니다. 패턴은 RE2가 아니라 자바스크립트 정규식입니다.',
    },
    {
      en: 'Online migration between the protocols is not there: members of the one are refused in a group of the other.',
      ko: '두 프로토콜 사이의 온라인 전환이 없습니다. 한쪽 멤버는 다른 쪽 그룹에서 거절됩니다.',
    },
  ],
  rules: [
    {
      id: 'group.heartbeat-request',
      claim: 'exact',
      says: {
        en: 'A joining member says timeout, subscription and that it owns nothing; else INVALID_REQUEST.',
        ko: '참가하는 멤버는 타임아웃과 구독을 알리고 가진 것이 없다고 해야 합니다. 아니면 INVALID_REQUEST입니다.',
      },
      tests: [`${CONSUMER}refuses requests that make no sense`, `${CONSUMER}a group may be full`],
      recordings: [],
    },
    {
      id: 'group.epochs',
      claim: 'exact',
      says: {
        en: 'The group epoch grows with members, subscriptions and topics; the first member finds itself in epoch 2.',
        ko: '그룹 에포크는 멤버, 구독, 토픽이 바뀔 때마다 커집니다. 첫 멤버는 에포크 2에서 시작합니다.',
      },
      tests: [
        `${CONSUMER}the first one finds itself in epoch 2 with everything`,
        `${CONSUMER}its records are member, group, target, target epoch, assignment, in one batch`,
        `${CONSUMER}a member that leaves frees its partitions at once`,
      ],
      recordings: ['kip848-uniform', 'kip848-range'],
    },
    {
      id: 'group.epoch-fencing',
      claim: 'exact',
      says: {
        en: 'A wrong member epoch is fenced, but for the last one with no more than was given, and for a member that joins again.',
        ko: '멤버 에포크가 틀리면 펜싱됩니다. 응답을 잃은 바로 앞 에포크와 다시 참가하는 멤버는 예외입니다.',
      },
      tests: [
        `${CONSUMER}an epoch that is too high, or older than the last, is fenced`,
        `${CONSUMER}a known member may join again with epoch 0, and keeps its target`,
      ],
      recordings: [],
    },
    {
      id: 'group.target',
      claim: 'exact',
      says: {
        en: 'The target is computed by the coordinator at a heartbeat, for the group epoch as it is.',
        ko: '목표 할당은 하트비트 때 코디네이터가 현재 그룹 에포크로 계산합니다.',
      },
      tests: [`${CONSUMER}the first one finds itself in epoch 2 with everything`],
      recordings: ['kip848-range'],
    },
    {
      id: 'group.assignment-interval',
      claim: 'exact',
      says: {
        en: 'Two targets are at least group.consumer.assignment.interval.ms apart (4.3).',
        ko: '두 목표 할당 사이는 최소 group.consumer.assignment.interval.ms입니다(4.3).',
      },
      tests: [`${CONSUMER}before 1 s has passed since the last target no new one is computed (4.3)`],
      recordings: [],
    },
    {
      id: 'group.assignor-vote',
      claim: 'exact',
      says: {
        en: 'The assignor that most members name; those that name none do not vote.',
        ko: '가장 많은 멤버가 지정한 할당자를 씁니다. 지정하지 않은 멤버는 투표하지 않습니다.',
      },
      tests: [`${CONSUMER}the assignor that most members name is used`],
      recordings: [],
    },
    {
      id: 'group.reconciliation',
      claim: 'exact',
      says: {
        en: 'A member gives up first and keeps its epoch until it has; a partition is granted once nobody holds it.',
        ko: '멤버는 먼저 내놓고 그때까지 에포크를 유지합니다. 파티션은 아무도 가지고 있지 않을 때 줍니다.',
      },
      tests: [
        `${CONSUMER}a partition is granted only once its former owner has given it up`,
        `${CONSUMER}what it never had it need not give up`,
      ],
      recordings: ['kip848-uniform'],
    },
    {
      id: 'group.revocation-timeout',
      claim: 'exact',
      says: {
        en: 'Who does not give up within its rebalance timeout is fenced.',
        ko: '리밸런스 타임아웃 안에 내놓지 않은 멤버는 펜싱됩니다.',
      },
      tests: [
        `${CONSUMER}who gives up too slowly is fenced after its rebalance timeout, and its partitions are free`,
      ],
      recordings: [],
    },
    {
      id: 'group.metadata-hash',
      claim: 'exact',
      says: {
        en: 'Topics, partitions and racks that change are noticed at the next heartbeat of anyone.',
        ko: '토픽, 파티션, 랙의 변화는 다음 하트비트 때 알아챕니다.',
      },
      tests: [`${CONSUMER}partitions that are added come with the next heartbeat`],
      recordings: [],
    },
    {
      id: 'group.pattern',
      claim: 'simplified',
      says: {
        en: 'Patterns are resolved by the coordinator a millisecond after the heartbeat, and again when topics change or the refresh interval is over.',
        ko: '패턴은 하트비트 1ms 뒤에 코디네이터가 해석하고, 토픽이 바뀌거나 갱신 주기가 지나면 다시 해석합니다.',
      },
      tests: [`${CONSUMER}a pattern is resolved by the coordinator after the first heartbeat`],
      recordings: [],
    },
    {
      id: 'group.static-leave',
      claim: 'exact',
      says: {
        en: 'A static member leaves with epoch -2 and is followed by the next of its instance id; while it is there a second one is refused.',
        ko: '정적 멤버는 에포크 -2로 떠나고 같은 인스턴스 ID의 다음 멤버가 자리를 잇습니다. 있는 동안은 두 번째 멤버를 거절합니다.',
      },
      tests: [
        `${CONSUMER}a second one of the same instance is refused while the first is there`,
        `${CONSUMER}one that has left for a while is followed by the next, without a new epoch`,
      ],
      recordings: [],
    },
    {
      id: 'group.no-upgrade',
      claim: 'simplified',
      says: {
        en: 'An empty group takes the protocol of whoever joins next; one with members refuses the other protocol.',
        ko: '빈 그룹은 다음에 참가하는 멤버의 프로토콜을 따르고, 멤버가 있는 그룹은 다른 프로토콜을 거절합니다.',
      },
      tests: [
        `${CONSUMER}a group with members of the classic protocol is not there for it; an empty one gives way and keeps its offsets`,
      ],
      recordings: [],
    },
  ],
}

export const GROUP_AREAS: readonly FidelityArea[] = [CLASSIC_GROUPS, CONSUMER_GROUPS]
