// Fidelity of consumers as members of groups: both protocols from the client's side, commits, the polling thread.

import type { FidelityArea } from './area.ts'

const CLASSIC = 'src/kafka/client/group/classic.test.ts'
const UNREADABLE = 'src/kafka/client/deserializer.test.ts'
const COMMITS = 'src/kafka/client/group/commits.test.ts'
const PARTITIONER = 'src/kafka/client/partitioner.test.ts'
const MODERN = 'src/kafka/client/group/modern.test.ts'

const MEMBERS: FidelityArea = {
  id: 'members',
  title: { en: 'Members of consumer groups', ko: '컨슈머 그룹의 멤버' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'Callbacks of the rebalance listener take no time and never fail.',
      ko: '리밸런스 리스너의 콜백은 시간이 걸리지 않고 실패하지 않습니다.',
    },
    {
      en: 'The network thread reads answers at once, also while the application works records off.',
      ko: '애플리케이션이 레코드를 처리하는 동안에도 네트워크 스레드는 응답을 바로 읽습니다.',
    },
    {
      en: 'close() does not end its fetch sessions by requests; the broker forgets them with the connection.',
      ko: 'close()는 fetch 세션을 요청으로 끝내지 않습니다. 브로커는 연결과 함께 세션을 잊습니다.',
    },
  ],
  rules: [
    {
      id: 'member.coordinator',
      claim: 'exact',
      says: {
        en: 'The coordinator is found through any broker, spoken to over a connection of its own, and forgotten at NOT_COORDINATOR or a lost connection.',
        ko: '코디네이터는 아무 브로커에게나 물어 찾고 별도 연결로 통신하며, NOT_COORDINATOR나 연결 끊김에 다시 찾습니다.',
      },
      tests: [
        `${CLASSIC}: is looked for anew when its broker answers NOT_COORDINATOR`,
        `${CLASSIC}: finds the next coordinator when the process of the present one is killed`,
      ],
      recordings: [],
    },
    {
      id: 'member.join',
      claim: 'exact',
      says: {
        en: 'JoinGroup in two steps; each error has its reaction: rejoin, forget id or generation, look for the coordinator, or fail.',
        ko: 'JoinGroup은 두 단계입니다. 오류마다 재참가, ID나 세대 버리기, 코디네이터 찾기, 실패 중 정해진 반응이 있습니다.',
      },
      tests: [
        `${CLASSIC}: finds the coordinator, joins in two steps, leads and owns everything when it is alone`,
        `${CLASSIC}: tries again when a join is answered`,
      ],
      recordings: [],
    },
    {
      id: 'member.sync',
      claim: 'exact',
      says: {
        en: 'SyncGroup carries the leader’s assignment, and every member takes its part at its next poll.',
        ko: 'SyncGroup은 리더의 할당을 싣고, 멤버는 다음 폴링에서 자기 몫을 받습니다.',
      },
      tests: [
        `${CLASSIC}: hears of a rebalance at a heartbeat, gives everything up eagerly, and shares with the newcomer`,
      ],
      recordings: ['assignor-roundrobin', 'assignor-sticky'],
    },
    {
      id: 'member.eager-cooperative',
      claim: 'exact',
      says: {
        en: 'One eager assignor makes a member eager; cooperatively only what moves is given up, in a second round.',
        ko: 'eager 할당자가 하나라도 있으면 eager로 동작합니다. cooperative에서는 옮겨 갈 파티션만 두 번째 라운드에서 내놓습니다.',
      },
      tests: [
        `${CLASSIC}: gives up only what moves when all assignors are cooperative, in a second round`,
        `${CLASSIC}: goes on reading what it keeps through a cooperative rebalance`,
      ],
      recordings: ['assignor-range', 'assignor-cooperative'],
    },
    {
      id: 'member.callbacks',
      claim: 'exact',
      says: {
        en: 'onPartitionsRevoked, Lost and Assigned come in Kafka’s order, sorted by topic and partition.',
        ko: 'onPartitionsRevoked, Lost, Assigned 콜백은 Kafka의 순서대로, 토픽과 파티션 순으로 불립니다.',
      },
      tests: [`${CLASSIC}: loses what it owns when a heartbeat is answered`],
      recordings: ['assignor-cooperative', 'kip848-uniform'],
    },
    {
      id: 'member.leader-watches',
      claim: 'exact',
      says: {
        en: 'Only the leader of a classic group watches the number of partitions, and the racks of their replicas if it names a rack itself.',
        ko: '클래식 그룹에서는 리더만 파티션 수의 변화를, 자신의 랙이 있으면 레플리카의 랙도 지켜봅니다.',
      },
      tests: [
        `${CLASSIC}: joins again as the leader when its topics get more partitions`,
        'src/kafka/client/group/racks.test.ts: a leader that names a rack joins again when replicas have moved to another',
      ],
      recordings: [],
    },
    {
      id: 'member.heartbeat',
      claim: 'exact',
      says: {
        en: 'Heartbeats go on while the application works, every heartbeat.interval.ms, and tell it of rebalances.',
        ko: '애플리케이션이 일하는 동안에도 heartbeat.interval.ms마다 하트비트를 보내고, 그 응답으로 리밸런스를 압니다.',
      },
      tests: [
        `${CLASSIC}: sends a heartbeat every heartbeat.interval.ms once it has joined`,
        `${COMMITS}: hangs at the record it is told to, while its heartbeats go on`,
      ],
      recordings: [],
    },
    {
      id: 'member.session',
      claim: 'exact',
      says: {
        en: 'A member whose heartbeats have not been answered for session.timeout.ms looks for its coordinator anew; that alone is no rebalance.',
        ko: 'session.timeout.ms 동안 하트비트 응답을 받지 못한 멤버는 코디네이터를 다시 찾습니다. 그것만으로는 리밸런스가 아닙니다.',
      },
      tests: [`${CLASSIC}: looks for its coordinator anew when no heartbeat has been answered for a session`],
      recordings: [],
    },
    {
      id: 'member.epochs',
      claim: 'exact',
      says: {
        en: 'A member of the consumer protocol tells everything once and then only what has changed; fenced, it comes back with epoch 0 under its old id.',
        ko: '컨슈머 프로토콜의 멤버는 처음에 전부, 이후에는 바뀐 것만 알립니다. 펜싱되면 같은 ID로 에포크 0부터 다시 참가합니다.',
      },
      tests: [
        `${MODERN}: joins with epoch 0, tells everything, and owns what it is given`,
        `${MODERN}: loses everything when it is fenced, and comes back with epoch 0 under its old id`,
        `${MODERN}: leaves on close`,
      ],
      recordings: [],
    },
    {
      id: 'member.reconcile',
      claim: 'exact',
      says: {
        en: 'Reconciliation: commit, revoke, assign, acknowledge; what stays is read throughout.',
        ko: '조정은 커밋, 반납, 할당, 확인 순서이고, 그대로 남는 파티션은 계속 읽습니다.',
      },
      tests: [
        `${MODERN}: gives up one part without stopping the other, and the newcomer gets it at its next heartbeat`,
      ],
      recordings: ['kip848-uniform', 'kip848-range'],
    },
    {
      id: 'consumer.committed',
      claim: 'exact',
      says: {
        en: 'A position begins at the committed offset, or by the reset policy where there is none.',
        ko: '위치는 커밋된 오프셋에서, 없으면 재설정 정책에 따라 시작합니다.',
      },
      tests: [`${CLASSIC}: starts from the committed offset, or by the reset policy where there is none`],
      recordings: ['offset-reset'],
    },
    {
      id: 'consumer.auto-commit',
      claim: 'exact',
      says: {
        en: 'The clock commits inside a poll what earlier polls have handed out, processed or not.',
        ko: '자동 커밋은 폴링 안에서, 이전 폴링들이 내준 것을 처리 여부와 관계없이 커밋합니다.',
      },
      tests: [
        `${CLASSIC}: commits by the clock inside poll, every auto.commit.interval.ms`,
        `${COMMITS}: polls on while other threads work, so that the clock commits what is not done`,
      ],
      recordings: ['coordinator-failover'],
    },
    {
      id: 'consumer.commit',
      claim: 'exact',
      says: {
        en: 'commitSync tries again within default.api.timeout.ms, commitAsync does not; who is no member commits nothing.',
        ko: 'commitSync는 default.api.timeout.ms 안에서 재시도하고 commitAsync는 하지 않습니다. 멤버가 아니면 커밋할 수 없습니다.',
      },
      tests: [
        `${COMMITS}: commitSync tries again while the coordinator loads, commitAsync does not`,
        `${COMMITS}: fail before they are sent when the membership has ended meanwhile`,
        `${COMMITS}: of partitions assigned by hand carry no membership`,
      ],
      recordings: [],
    },
    {
      id: 'consumer.processing',
      claim: 'exact',
      says: {
        en: 'The polling thread works its records off before it polls again, and commits before or after.',
        ko: '폴링 스레드는 레코드를 처리한 뒤에 다시 폴링하며, 커밋은 처리 앞이나 뒤에 합니다.',
      },
      tests: [
        `${COMMITS}: after processing: a crash in between repeats records and loses none`,
        `${COMMITS}: before processing: nothing is processed before commitSync has been answered`,
      ],
      recordings: [],
    },
    {
      id: 'consumer.deserialises',
      claim: 'exact',
      says: {
        en: 'At a record that cannot be read poll() hands out what lies before it and then throws every time, also for other partitions, until the position is moved. An application that goes on polls again a second later.',
        ko: '읽지 못하는 레코드를 만나면 poll()은 그 앞까지 내준 뒤, 위치를 옮길 때까지 다른 파티션까지 막으며 매번 예외를 던집니다. 예외를 받은 애플리케이션은 1초 뒤 다시 폴링합니다.',
      },
      tests: [
        `${UNREADABLE}: an application that catches the exception meets it at every poll, and its other partitions wait too`,
        `${UNREADABLE}: one that closes commits what it has processed, and meets the record again when it starts`,
        `${UNREADABLE}: one that seeks past the record goes on`,
      ],
      recordings: [],
    },
    {
      id: 'consumer.poll-interval',
      claim: 'exact',
      says: {
        en: 'Without a poll for max.poll.interval.ms a member leaves by itself and joins again when it polls.',
        ko: 'max.poll.interval.ms 동안 폴링하지 않으면 멤버는 스스로 떠나고, 폴링할 때 다시 참가합니다.',
      },
      tests: [
        `${CLASSIC}: leaves by itself when the application has not polled for max.poll.interval.ms, and joins again at the next poll`,
        `${MODERN}: leaves when it has not polled for too long, and joins again at the next poll`,
      ],
      recordings: [],
    },
    {
      id: 'consumer.close',
      claim: 'exact',
      says: {
        en: 'close() commits a last time and says good-bye; a static member stays in its group.',
        ko: 'close()는 마지막으로 커밋하고 그룹을 떠납니다. 정적 멤버는 그룹에 남습니다.',
      },
      tests: [
        `${CLASSIC}: commits and says good-bye on close, and the others take over at once`,
        `${CLASSIC}: does not leave on close when it is static`,
      ],
      recordings: ['group-crash', 'static-members'],
    },
  ],
}

const BY_HAND: FidelityArea = {
  id: 'clients-by-hand',
  title: {
    en: 'Other releases’ clients, and what is done by hand',
    ko: '다른 릴리스의 클라이언트와 직접 하는 조작',
  },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'The release of the rules stands for the clients too; librdkafka is there as its partitioners only.',
      ko: '규칙의 릴리스가 클라이언트에도 적용됩니다. librdkafka는 파티셔너만 있습니다.',
    },
  ],
  rules: [
    {
      id: 'partition.by-release',
      claim: 'exact',
      says: {
        en: 'Without partitioner.class keyless records go round up to 2.3, stick to a batch up to 3.2, and to batch.size bytes since.',
        ko: 'partitioner.class가 없으면 키 없는 레코드는 2.3까지 라운드 로빈, 3.2까지 배치 단위 sticky, 그 뒤로는 batch.size 단위 sticky로 갑니다.',
      },
      tests: [
        `${PARTITIONER}: without a partitioner of its own a producer up to 2.3 goes round`,
        `${PARTITIONER}: round-robin from 2.4 to 3.9 asks twice for a record that needs a batch`,
      ],
      recordings: [],
    },
    {
      id: 'partition.old-sticky',
      claim: 'exact',
      says: {
        en: 'The old sticky partitioner draws another partition whenever a record needs a new batch.',
        ko: '예전 sticky 파티셔너는 레코드에 새 배치가 필요할 때마다 다른 파티션을 뽑습니다.',
      },
      tests: [`${PARTITIONER}: the old sticky one never stays where a new batch would begin`],
      recordings: [],
    },
    {
      id: 'partition.crc32',
      claim: 'exact',
      says: {
        en: 'librdkafka’s consistent partitioners take CRC-32 of the key, so that Java and C clients disagree.',
        ko: 'librdkafka의 consistent 파티셔너는 키의 CRC-32를 써서 Java 클라이언트와 결과가 다릅니다.',
      },
      tests: ['src/kafka/workload/crc32.test.ts: of the check string is cbf43926'],
      recordings: [],
    },
    {
      id: 'partition.availability',
      claim: 'exact',
      says: {
        en: 'The adaptive partitioner leaves out what has taken nothing for partitioner.availability.timeout.ms.',
        ko: '적응형 파티셔너는 partitioner.availability.timeout.ms 동안 아무것도 받지 않은 파티션을 제외합니다.',
      },
      tests: [`${PARTITIONER}: adaptively leaves a partition out`],
      recordings: [],
    },
    {
      id: 'client.release-defaults',
      claim: 'exact',
      says: {
        en: 'acks, idempotence, retries, the growing retry back-off, linger.ms, session.timeout.ms and the list of assignors default as in the release of the rules.',
        ko: 'acks, 멱등성, retries, 늘어나는 재시도 간격, linger.ms, session.timeout.ms, 할당자 목록의 기본값은 규칙의 릴리스를 따릅니다.',
      },
      tests: [
        `${PARTITIONER}: hold for clients too`,
        'conformance/configs/defaults.test.ts: under the rules of 3.9 defaults are those of 3.9.2',
        'src/kafka/rules/releases.test.ts: clients default as their release did',
      ],
      recordings: [],
    },
    {
      id: 'consumer.pause',
      claim: 'exact',
      says: {
        en: 'pause() is local: what is buffered stays, and no fetch asks for more.',
        ko: 'pause()는 로컬 동작입니다. 버퍼는 남고 더 가져오지 않습니다.',
      },
      tests: ['src/kafka/client/by-hand.test.ts: reads nothing of a paused partition'],
      recordings: [],
    },
    {
      id: 'consumer.seek',
      claim: 'exact',
      says: {
        en: 'seek() sets the position without a request; what was fetched from elsewhere is thrown away.',
        ko: 'seek()는 요청 없이 위치만 바꾸고, 다른 위치에서 가져온 것은 버립니다.',
      },
      tests: ['src/kafka/client/by-hand.test.ts: seeks without a request, and reads from there'],
      recordings: [],
    },
  ],
}

export const MEMBER_AREAS: readonly FidelityArea[] = [MEMBERS, BY_HAND]
