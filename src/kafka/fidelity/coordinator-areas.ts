// Fidelity of group coordinators: what brokers do for groups, of either protocol.

import type { FidelityArea } from './area.ts'

const CLASSIC = 'src/kafka/group/classic/classic.test.ts: '
const CONSUMER = 'src/kafka/group/consumer/consumer.test.ts: '
const OFFSETS = 'src/kafka/group/offsets/offsets.test.ts: '
const LOAD = 'src/kafka/group/load.test.ts: '
const RELEASES = 'src/kafka/group/releases.test.ts: '
const BYTES = 'src/kafka/group/record-bytes.test.ts: '

const COORDINATOR: FidelityArea = {
  id: 'coordinator',
  title: { en: 'Group coordinators and __consumer_offsets', ko: '그룹 코디네이터와 __consumer_offsets' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'A coordinator handles a request in one step of fixed time; a write that cannot be appended at all (too large, a failed disk) is not modelled.',
      ko: '코디네이터는 요청 하나를 정해진 시간의 한 단계로 처리합니다. 너무 크거나 디스크 고장으로 아예 추가할 수 없는 쓰기는 없습니다.',
    },
    {
      en: 'Offsets are committed without metadata text and without an expiry time of their own. Share groups, streams groups and transactional offsets are not there.',
      ko: '커밋에는 메타데이터 문자열과 개별 만료 시각이 없습니다. 공유 그룹, 스트림즈 그룹, 트랜잭션 오프셋이 없습니다.',
    },
    {
      en: 'In exported files the topic ids within records of groups are zero.',
      ko: '내보낸 파일에서 그룹 레코드 안의 토픽 ID는 0입니다.',
    },
    {
      en: 'Of older releases are taken: joining in one step (before 2.2), expiry by the age of the commit (before 2.1), and the stricter epochs of KIP-848 before 4.2 and 4.3. The rest is as in 4.3.',
      ko: '이전 릴리스의 규칙은 한 번에 끝나는 참가(2.2 전), 커밋 나이에 따른 만료(2.1 전), 4.2와 4.3 전 KIP-848의 더 엄격한 에포크만 따릅니다. 나머지는 4.3과 같습니다.',
    },
    {
      en: 'A look for expired offsets is one timer of the broker, not one of each partition.',
      ko: '만료된 오프셋 확인은 파티션마다가 아니라 브로커에 하나 있는 타이머입니다.',
    },
  ],
  rules: [
    {
      id: 'group.find-coordinator',
      claim: 'exact',
      says: {
        en: 'The leader of partition abs(hash(group)) mod partitions of __consumer_offsets coordinates a group; the first who asks has the topic made.',
        ko: '__consumer_offsets의 abs(hash(그룹)) mod 파티션 수 번째 파티션 리더가 그룹을 맡습니다. 처음 묻는 쪽 때문에 토픽이 만들어집니다.',
      },
      tests: [
        `${LOAD}has the topic made when it is not there, and says COORDINATOR_NOT_AVAILABLE until then`,
        `${LOAD}with fewer brokers than replicas there is no topic and no coordinator`,
      ],
      recordings: [],
    },
    {
      id: 'group.coordinator-checks',
      claim: 'exact',
      says: {
        en: 'Others say NOT_COORDINATOR; while it loads it says COORDINATOR_LOAD_IN_PROGRESS, but answers classic heartbeats.',
        ko: '다른 브로커는 NOT_COORDINATOR를, 적재하는 동안은 COORDINATOR_LOAD_IN_PROGRESS를 돌려줍니다. 클래식 하트비트에는 답합니다.',
      },
      tests: [
        `${LOAD}says NOT_COORDINATOR`,
        `${LOAD}while it reads the log back it says so, and answers heartbeats all the same`,
      ],
      recordings: [],
    },
    {
      id: 'group.load-time',
      claim: 'simplified',
      says: {
        en: 'Reading a partition back takes a millisecond and 1 s for every 50 MB.',
        ko: '파티션을 다시 읽는 데는 1ms에 50MB마다 1초가 더 걸립니다.',
      },
      tests: [],
      recordings: [],
    },
    {
      id: 'group.service-time',
      claim: 'simplified',
      says: {
        en: 'From the end of the work to the answer it takes 20 µs.',
        ko: '작업이 끝나고 응답하기까지 20µs가 걸립니다.',
      },
      tests: [],
      recordings: [],
    },
    {
      id: 'group.append',
      claim: 'exact',
      says: {
        en: 'Records of groups are appended like acks=1: min.insync.replicas refuses none of them.',
        ko: '그룹 레코드는 acks=1처럼 추가되어 min.insync.replicas 때문에 거부되지 않습니다.',
      },
      tests: [
        `${OFFSETS}the offsets topic is an ordinary one: its records are read and replicated like all others`,
      ],
      recordings: [],
    },
    {
      id: 'group.commit-before-answer',
      claim: 'exact',
      says: {
        en: 'An answer waits until what was written for it, and all before it, is below the high watermark.',
        ko: '응답은 그 요청과 그 앞의 요청이 쓴 레코드가 하이 워터마크 아래로 들어올 때까지 기다립니다.',
      },
      tests: [
        `${OFFSETS}is answered when it is replicated, and fails after 5 s while it cannot be; it may still count`,
      ],
      recordings: [],
    },
    {
      id: 'group.write-timeout',
      claim: 'exact',
      says: {
        en: 'After offsets.commit.timeout.ms whoever waits is told COORDINATOR_NOT_AVAILABLE; the records stay.',
        ko: 'offsets.commit.timeout.ms가 지나면 COORDINATOR_NOT_AVAILABLE을 돌려주지만 레코드는 남습니다.',
      },
      tests: [
        `${CLASSIC}an assignment that is not replicated in time is refused, and the group rebalances`,
        `${CONSUMER}it is answered once they are committed`,
      ],
      recordings: [],
    },
    {
      id: 'group.reload',
      claim: 'exact',
      says: {
        en: 'The next coordinator replays the log: the last written generation comes back, joins and syncs in flight do not.',
        ko: '다음 코디네이터는 로그를 다시 읽습니다. 마지막으로 기록된 세대는 돌아오고 진행 중이던 참가와 동기화는 사라집니다.',
      },
      tests: [
        `${LOAD}a classic group is where it was: generation, members, assignment, offsets`,
        `${LOAD}a generation that was not written is forgotten, and its number is given again`,
        `${LOAD}a KIP-848 group is where it was, with what is still to be given up`,
      ],
      recordings: ['coordinator-failover'],
    },
    {
      id: 'group.fresh-sessions',
      claim: 'exact',
      says: {
        en: 'After a failover every member gets a whole session.',
        ko: '코디네이터가 바뀌면 모든 멤버의 세션이 처음부터 다시 시작됩니다.',
      },
      tests: [`${LOAD}everybody gets a whole session`],
      recordings: [],
    },
    {
      id: 'group.resignation',
      claim: 'exact',
      says: {
        en: 'A broker that loses the partition forgets its groups and tells whoever waits NOT_COORDINATOR.',
        ko: '파티션을 잃은 브로커는 그룹을 잊고 기다리던 쪽에 NOT_COORDINATOR를 돌려줍니다.',
      },
      tests: [`${LOAD}whoever waits at a broker that has lost the partition is told NOT_COORDINATOR`],
      recordings: [],
    },
    {
      id: 'group.by-release',
      claim: 'exact',
      says: {
        en: 'Before 2.2 a member joins in one step; before 2.1 offsets expire under a group at work; KIP-848 epochs are stricter before 4.2 and 4.3.',
        ko: '2.2 전에는 한 번에 참가하고, 2.1 전에는 일하는 그룹의 오프셋도 만료되며, KIP-848 에포크는 4.2와 4.3 전에 더 엄격합니다.',
      },
      tests: [
        `${RELEASES}before 2.2 a member joins in one step`,
        `${RELEASES}before 2.1 an offset expires by the age of its commit, whoever is there`,
        `${RELEASES}before 4.2 a member that joins again under its id is fenced`,
        `${RELEASES}before 4.3 a commit in an older epoch is stale, and targets follow each other at once`,
      ],
      recordings: [],
    },
    {
      id: 'group.record-bytes',
      claim: 'exact',
      says: {
        en: 'Records of __consumer_offsets have the bytes of Kafka’s message schemas; the assignors’ user data is left out.',
        ko: '__consumer_offsets 레코드는 Kafka 메시지 스키마의 바이트를 가집니다. 할당자의 userData는 없습니다.',
      },
      tests: [`${BYTES}an offset commit lies in its batch as Kafka writes it`],
      recordings: [],
    },
  ],
}

const COMMITTED_OFFSETS: FidelityArea = {
  id: 'committed-offsets',
  title: { en: 'Committed offsets', ko: '커밋된 오프셋' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'Every OffsetFetch goes the way of writes, as those of Java consumers do (requireStable).',
      ko: '모든 OffsetFetch는 자바 컨슈머처럼(requireStable) 쓰기 경로로 처리됩니다.',
    },
  ],
  rules: [
    {
      id: 'group.offset-commit',
      claim: 'exact',
      says: {
        en: 'Who may commit, by state of the group; the last commit in the log counts, even when it goes backwards.',
        ko: '커밋할 수 있는지는 그룹의 상태에 달려 있습니다. 뒤로 가더라도 로그의 마지막 커밋이 유효합니다.',
      },
      tests: [
        `${OFFSETS}strangers, other generations, unknown groups and unknown partitions are refused and change nothing`,
        `${OFFSETS}while the group waits for joins a member may still commit, while it waits for the assignment not`,
        `${OFFSETS}goes backwards without a word: the last one in the log counts`,
        `${OFFSETS}keeps the session of a classic member, not that of a KIP-848 member`,
      ],
      recordings: [],
    },
    {
      id: 'group.stale-commit',
      claim: 'exact',
      says: {
        en: 'A KIP-848 member that is behind may commit what it had in the epoch that it names (4.3).',
        ko: '뒤처진 KIP-848 멤버는 자신이 말한 에포크에 가지고 있던 파티션만 커밋할 수 있습니다(4.3).',
      },
      tests: [`${OFFSETS}of a KIP-848 member: an older epoch is good for what it had in it (4.3)`],
      recordings: [],
    },
    {
      id: 'group.offset-fetch',
      claim: 'exact',
      says: {
        en: 'What is asked and not committed has offset -1, and no error.',
        ko: '커밋되지 않은 파티션을 물으면 오류 없이 오프셋 -1을 돌려줍니다.',
      },
      tests: [`${OFFSETS}a member commits, and whoever asks is told`],
      recordings: [],
    },
    {
      id: 'group.delete',
      claim: 'exact',
      says: {
        en: 'DeleteGroups, asked of the coordinator, takes a group without members with all its offsets; one with members stays.',
        ko: '코디네이터에 보내는 DeleteGroups는 멤버 없는 그룹을 오프셋과 함께 지우고, 멤버가 있는 그룹은 그대로 둡니다.',
      },
      tests: [
        'src/kafka/group/offsets/delete-group.test.ts: a group with members is not deleted, one without goes with all its offsets',
        'src/kafka/group/offsets/delete-group.test.ts: a group that is unknown is not found',
      ],
      recordings: [],
    },
    {
      id: 'group.offset-expiry',
      claim: 'exact',
      says: {
        en: 'Retention begins when a group becomes empty, for offsets alone at their commit; an empty group without offsets is deleted.',
        ko: '보존 기간은 그룹이 비는 순간부터, 오프셋만 있는 그룹은 커밋부터 셉니다. 오프셋 없는 빈 그룹은 삭제됩니다.',
      },
      tests: [
        `${OFFSETS}of offsets alone: when their retention since the commit is over, and the group with them`,
        `${OFFSETS}of a group: retention begins when it becomes empty`,
      ],
      recordings: [],
    },
    {
      id: 'group.topic-deleted',
      claim: 'exact',
      says: {
        en: 'Offsets go with their topic, by its id.',
        ko: '오프셋은 토픽이 삭제될 때 토픽 ID를 기준으로 함께 지워집니다.',
      },
      tests: [`${OFFSETS}with their topic, at once; a topic made anew begins without any`],
      recordings: [],
    },
  ],
}

export const COORDINATOR_AREAS: readonly FidelityArea[] = [COORDINATOR, COMMITTED_OFFSETS]
