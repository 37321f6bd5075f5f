// Fidelity of replication: high watermark, ISR, leader epochs and truncation.

import type { FidelityArea } from './area.ts'

const WATERMARK: FidelityArea = {
  id: 'high-watermark',
  title: { en: 'High watermark', ko: '하이 워터마크' },
  fidelity: 'exact',
  simplified: [],
  rules: [
    {
      id: 'watermark.min-isr',
      claim: 'exact',
      says: {
        en: 'Below min ISR the high watermark stands still: records of acks=0 and 1 are appended and nobody can read them.',
        ko: '최소 ISR 아래에서는 하이 워터마크가 멈춥니다. acks=0과 1의 레코드는 추가되지만 아무도 읽을 수 없습니다.',
      },
      tests: ['src/kafka/broker/high-watermark.test.ts: below min ISR the high watermark stands still'],
      recordings: ['acks-min-isr'],
    },
    {
      id: 'watermark.holders',
      claim: 'exact',
      says: {
        en: 'It stands where every replica has arrived that is in the ISR, may join it, or is about to leave it.',
        ko: '하이 워터마크는 ISR에 있거나 들어올 수 있거나 나가는 중인 모든 레플리카가 도달한 곳입니다.',
      },
      tests: [
        'src/kafka/broker/high-watermark.test.ts: an unfenced follower outside the ISR that is caught up holds it back',
        'src/kafka/broker/isr.test.ts: while a change is not answered the old ISR and the new together hold the high watermark',
      ],
      recordings: [],
    },
    {
      id: 'watermark.followers-trail',
      claim: 'exact',
      says: {
        en: 'A follower learns a new high watermark with its next fetch answer: half a second later on an idle topic.',
        ko: '팔로워는 다음 fetch 응답에서 새 하이 워터마크를 알게 되므로, 한가한 토픽에서는 0.5초쯤 뒤처집니다.',
      },
      tests: [
        'src/kafka/broker/high-watermark.test.ts: a follower learns a new high watermark only with its next fetch answer',
      ],
      recordings: [],
    },
    {
      id: 'watermark.checkpoint',
      claim: 'exact',
      says: {
        en: 'After a crash it restarts from its checkpoint, up to 5 s old; after an orderly stop from where it was.',
        ko: '비정상 종료 뒤에는 최대 5초 전의 체크포인트에서, 정상 종료 뒤에는 마지막 위치에서 다시 시작합니다.',
      },
      tests: [
        'src/kafka/broker/high-watermark.test.ts: after a crash it restarts from the checkpoint, after a clean stop from where it was',
      ],
      recordings: [],
    },
  ],
}

const ISR: FidelityArea = {
  id: 'isr',
  title: { en: 'In-sync replicas', ko: 'ISR(동기화된 레플리카)' },
  fidelity: 'exact',
  simplified: [],
  rules: [
    {
      id: 'isr.lag',
      claim: 'exact',
      says: {
        en: 'A silent follower that is not fenced leaves the ISR between 1.0 and 1.5 times replica.lag.time.max.ms; one at the log end never does.',
        ko: '펜싱되지 않은 채 조용해진 팔로워는 replica.lag.time.max.ms의 1.0~1.5배 사이에 ISR을 떠나고, 로그 끝에 있는 팔로워는 떠나지 않습니다.',
      },
      tests: [
        'src/kafka/broker/isr.test.ts: a silent follower that is not fenced leaves the ISR',
        'src/kafka/broker/isr.test.ts: a replica whose log ends where the leader’s does is in sync however long ago it fetched',
      ],
      recordings: [],
    },
    {
      id: 'isr.return',
      claim: 'exact',
      says: {
        en: 'A follower comes back as soon as it has reached the high watermark and the start of the leader’s epoch.',
        ko: '팔로워는 하이 워터마크와 리더 에포크의 시작에 도달하는 즉시 ISR로 돌아옵니다.',
      },
      tests: [
        'src/kafka/broker/isr.test.ts: a caught-up follower comes back as soon as it reaches the high watermark',
      ],
      recordings: ['clean-failover', 'elr-saves-partition'],
    },
    {
      id: 'isr.refusals',
      claim: 'exact',
      says: {
        en: 'A refused change of the ISR is reverted, left pending or asked again, as its error says.',
        ko: '거부된 ISR 변경은 오류에 따라 되돌리거나, 보류하거나, 다시 요청합니다.',
      },
      tests: [
        'src/kafka/broker/isr.test.ts: INELIGIBLE_REPLICA reverts to what is committed',
        'src/kafka/broker/isr.test.ts: INVALID_UPDATE_VERSION leaves the change pending until metadata comes',
      ],
      recordings: [],
    },
    {
      id: 'isr.admission',
      claim: 'exact',
      says: {
        en: 'The controller checks epochs, sender and members of AlterPartition in Kafka’s order; fenced or outdated brokers may not join.',
        ko: '컨트롤러는 AlterPartition의 에포크, 보낸 브로커, 멤버를 Kafka와 같은 순서로 확인하고, 펜싱되었거나 에포크가 지난 브로커는 받지 않습니다.',
      },
      tests: [
        'src/kafka/controller/cluster.test.ts: is checked in order: epochs, sender, members, and who may be in the ISR',
      ],
      recordings: [],
    },
    {
      id: 'isr.order',
      claim: 'exact',
      says: {
        en: 'An ISR keeps its order when it shrinks, and is ascending once a follower has joined it again.',
        ko: 'ISR은 줄어들 때 순서를 유지하고, 팔로워가 다시 들어오면 오름차순이 됩니다.',
      },
      tests: [],
      recordings: ['clean-failover', 'controlled-failover'],
    },
  ],
}

const EPOCHS: FidelityArea = {
  id: 'epochs',
  title: { en: 'Leader epochs and truncation', ko: '리더 에포크와 로그 잘라내기' },
  fidelity: 'exact',
  simplified: [],
  rules: [
    {
      id: 'truncation.on-fetch',
      claim: 'exact',
      says: {
        en: 'A follower whose log parts from its leader’s cuts it where the leader’s epochs say, in one round or several, and nowhere else.',
        ko: '리더와 갈라진 팔로워 로그는 리더의 에포크가 가리키는 곳에서만, 한 번 또는 여러 번에 걸쳐 잘립니다.',
      },
      tests: [
        'src/kafka/broker/truncate.test.ts: KIP-279: a tail of epoch 0 that nobody else has is cut where epoch 1 began',
        'src/kafka/broker/truncate.test.ts: several rounds: epochs that the other side never had',
      ],
      recordings: ['acks1-lost', 'unclean-on', 'clean-failover'],
    },
    {
      id: 'epochs.end-offset',
      claim: 'exact',
      says: {
        en: 'An epoch ends where the next entry begins, the latest at the log end; one between two entries answers the greatest below it.',
        ko: '에포크는 다음 항목이 시작하는 곳에서, 마지막 에포크는 로그 끝에서 끝납니다. 항목이 없는 에포크에는 그보다 작은 것 중 가장 큰 에포크로 답합니다.',
      },
      tests: [
        'src/kafka/log/leader-epochs.test.ts: the end of an earlier epoch is the start of the next',
        'src/kafka/log/leader-epochs.test.ts: an epoch between two entries answers the greatest below it',
      ],
      recordings: [],
    },
    {
      id: 'epochs.of-election',
      claim: 'exact',
      says: {
        en: 'A leader enters the epoch of its election, even if it never appends a record.',
        ko: '리더는 레코드를 하나도 추가하지 않더라도 선출된 에포크를 기록합니다.',
      },
      tests: [
        'src/kafka/broker/truncate.test.ts: a leader enters the epoch of its election, even if it never appends a record',
      ],
      recordings: [],
    },
    {
      id: 'epochs.empty-dropped',
      claim: 'exact',
      says: {
        en: 'A restart drops the epochs at the log end that never had a record.',
        ko: '재시작하면 레코드가 없던 로그 끝의 에포크 항목이 사라집니다.',
      },
      tests: [],
      recordings: ['elr-saves-partition', 'elr-defeated'],
    },
  ],
}

export const REPLICATION_AREAS: readonly FidelityArea[] = [WATERMARK, ISR, EPOCHS]
