// Fidelity of older releases: which of their rules can be put in the place of today's.

import type { FidelityArea } from './area.ts'

const RELEASES: FidelityArea = {
  id: 'releases',
  title: { en: 'Rules of older releases', ko: '예전 릴리스의 규칙' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'Every cluster is one of KRaft, also under the rules of releases before it: what they did to replicas is shown, what ZooKeeper did is not.',
      ko: 'KRaft 이전 릴리스의 규칙이어도 클러스터는 KRaft입니다. 레플리카에 일어난 일은 보여 주지만 ZooKeeper가 한 일은 보여 주지 않습니다.',
    },
    {
      en: 'Switched are truncation, the ISR, the high watermark, min ISR, elections, the quorum’s leader, sessions, and what consumers check. Defaults follow the release where they change what the engine does; message formats, transactions and versions of requests stay those of today.',
      ko: '바뀌는 것은 로그 잘라내기, ISR, 하이 워터마크, 최소 ISR, 선출, 쿼럼 리더, 세션, 컨슈머의 확인입니다. 엔진의 동작을 바꾸는 기본값은 릴리스를 따르고, 메시지 형식, 트랜잭션, 요청 버전은 지금 것을 씁니다.',
    },
    {
      en: 'A release counts by its second number: what came with a patch (2.0.1, 3.5.2) counts from the next release on.',
      ko: '릴리스는 두 번째 숫자까지만 구별합니다. 패치(2.0.1, 3.5.2)에서 바뀐 것은 다음 릴리스부터 적용합니다.',
    },
  ],
  rules: [
    {
      id: 'versions.truncation',
      claim: 'exact',
      says: {
        en: 'Truncation to the high watermark (until 0.10), by an epoch’s end offset (0.11), by epoch and offset in rounds (2.0), with fenced epochs (2.1), on fetch (2.7).',
        ko: '로그 잘라내기는 하이 워터마크까지(0.10까지), 에포크 끝 오프셋으로(0.11), 에포크와 오프셋으로 여러 번(2.0), 펜싱된 에포크로(2.1), fetch 응답으로(2.7) 합니다.',
      },
      tests: [
        'src/kafka/rules/truncation.test.ts: 0.11 asks where its last epoch ends and hears an offset only',
        'src/kafka/rules/truncation.test.ts: before 0.11 a follower cuts to its high watermark',
      ],
      recordings: [],
    },
    {
      id: 'versions.isr-join',
      claim: 'exact',
      says: {
        en: 'Until 2.1 a follower at the high watermark could join the ISR, although the leader’s epoch began above it.',
        ko: '2.1 전에는 리더 에포크가 더 위에서 시작해도 하이 워터마크에 이른 팔로워가 ISR에 들어갈 수 있었습니다.',
      },
      tests: ['src/kafka/rules/isr.test.ts: until 2.1 the high watermark was enough'],
      recordings: [],
    },
    {
      id: 'versions.isr-eligible',
      claim: 'exact',
      says: {
        en: 'Until 3.3 any replica could be in the ISR, then none that is fenced or shutting down, since 3.5 none of an earlier incarnation.',
        ko: '3.3 전에는 어느 레플리카든 ISR에 들 수 있었고, 그 뒤로는 펜싱되거나 종료 중인 것, 3.5부터는 이전 인카네이션도 안 됩니다.',
      },
      tests: ['src/kafka/rules/isr.test.ts: %s: a fenced broker %s, one of an earlier incarnation %s'],
      recordings: [],
    },
    {
      id: 'versions.min-isr-cap',
      claim: 'exact',
      says: {
        en: 'Until 3.7 min ISR could be larger than the number of replicas, and the high watermark went on below it.',
        ko: '3.7 전에는 최소 ISR이 레플리카 수보다 클 수 있었고, 그 아래에서도 하이 워터마크가 움직였습니다.',
      },
      tests: [
        'src/kafka/rules/isr.test.ts: until 3.7 it could be larger than the number of replicas',
        'src/kafka/rules/isr.test.ts: until 3.7 the high watermark went on below it',
      ],
      recordings: [],
    },
    {
      id: 'versions.epoch-on-shrink',
      claim: 'exact',
      says: {
        en: 'Until 3.6 the leader epoch rose with every shrink of an ISR, though the leader stayed; before 3.3 only with those that the controller began.',
        ko: '3.6 전에는 리더가 그대로여도 ISR이 줄 때마다 리더 에포크가 올랐습니다. 3.3 전에는 컨트롤러가 시작한 축소에서만 올랐습니다.',
      },
      tests: [
        'src/kafka/rules/isr.test.ts: %s: a follower that is fenced %s the leader epoch, one that its leader puts out %s it',
      ],
      recordings: [],
    },
    {
      id: 'versions.session',
      claim: 'exact',
      says: {
        en: 'Until 3.9 a broker that was fenced had no session left: a clean stop freed its id at once, and it was fenced at the very end of a session.',
        ko: '3.9까지는 펜싱된 브로커에 세션이 남지 않았습니다. 정상 종료하면 ID가 바로 풀렸고, 세션이 끝나는 순간 펜싱됐습니다.',
      },
      tests: ['conformance/compare/compare.test.ts: the engine does what Kafka was recorded to do'],
      recordings: [],
    },
    {
      id: 'versions.kraft-leader',
      claim: 'exact',
      says: {
        en: 'Until 3.7 a quorum leader that nobody followed led on; until 4.0 a voter that was cut off stood again and again.',
        ko: '3.7 전에는 따르는 이가 없는 쿼럼 리더도 계속 리더였고, 4.0 전에는 끊긴 투표자가 거듭 출마했습니다.',
      },
      tests: [
        'src/kafka/rules/quorum.test.ts: went on for ever until 3.7',
        'src/kafka/rules/quorum.test.ts: stood again and again until 4.0',
      ],
      recordings: [],
    },
    {
      id: 'versions.list-offsets',
      claim: 'exact',
      says: {
        en: 'Until 2.2 a new leader told a high watermark that trailed, where it now answers OFFSET_NOT_AVAILABLE.',
        ko: '2.2 전에는 새 리더가 뒤처진 하이 워터마크를 알려 줬습니다. 지금은 OFFSET_NOT_AVAILABLE로 답합니다.',
      },
      tests: ['src/kafka/rules/isr.test.ts: %s, while its high watermark is below the start of its epoch'],
      recordings: [],
    },
    {
      id: 'configs.release-defaults',
      claim: 'exact',
      says: {
        en: 'Brokers default as in the release of the rules: how far ahead a record may be dated (4.0), the lag that the ISR allows (2.5), how long offsets are kept (2.0), the wait of a new group (0.11).',
        ko: '브로커의 기본값은 규칙의 릴리스를 따릅니다. 레코드 시각이 앞설 수 있는 폭(4.0), ISR이 참는 지연(2.5), 오프셋 보존 기간(2.0), 새 그룹의 대기(0.11)입니다.',
      },
      tests: [
        'conformance/configs/defaults.test.ts: under the rules of 3.9 defaults are those of 3.9.2',
        'src/kafka/rules/releases.test.ts: brokers default as their release did',
      ],
      recordings: [],
    },
  ],
}

export const VERSION_AREAS: readonly FidelityArea[] = [RELEASES]
