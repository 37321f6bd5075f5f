// What there is nothing of. Config names and scenario keys of these are refused or marked as without effect.

import type { FidelityArea, Told } from './area.ts'

function absent(id: string, title: Told, says: Told): FidelityArea {
  return { id, title, fidelity: 'notSimulated', simplified: [says], rules: [] }
}

export const ABSENT_AREAS: readonly FidelityArea[] = [
  absent(
    'transactions',
    { en: 'Transactions', ko: '트랜잭션' },
    {
      en: 'No transactional producers, no last stable offset, no read_committed.',
      ko: '트랜잭션 프로듀서, LSO(last stable offset), read_committed가 없습니다.',
    },
  ),
  absent(
    'quotas',
    { en: 'Quotas and throttling', ko: '쿼터와 속도 제한' },
    {
      en: 'Clients and replication go as fast as they can.',
      ko: '클라이언트와 복제는 제한 없는 속도로 동작합니다.',
    },
  ),
  absent(
    'security',
    { en: 'Security', ko: '보안' },
    {
      en: 'No TLS, SASL, ACLs or delegation tokens: everybody may do everything.',
      ko: 'TLS, SASL, ACL, 위임 토큰이 없어 누구나 모든 일을 할 수 있습니다.',
    },
  ),
  absent(
    'zookeeper',
    { en: 'ZooKeeper mode', ko: 'ZooKeeper 모드' },
    {
      en: 'KRaft only; what older releases did to replicas, groups and clients can be had on it.',
      ko: 'KRaft 모드만 있습니다. 이전 릴리스가 레플리카, 그룹, 클라이언트에 하던 일은 그 위에서 볼 수 있습니다.',
    },
  ),
  absent(
    'dynamic-quorum',
    { en: 'Dynamic quorum (KIP-853)', ko: '동적 쿼럼(KIP-853)' },
    {
      en: 'Voters are those of the set-up, for the whole run.',
      ko: '투표자는 실행 내내 처음 설정 그대로입니다.',
    },
  ),
  absent(
    'log-dirs',
    { en: 'Moving replicas between log directories', ko: '로그 디렉터리 사이의 레플리카 이동' },
    {
      en: 'No AlterReplicaLogDirs and no AssignReplicasToDirs: a heartbeat names the partitions that went offline with a directory.',
      ko: 'AlterReplicaLogDirs와 AssignReplicasToDirs가 없습니다. 디렉터리와 함께 오프라인이 된 파티션은 하트비트가 알립니다.',
    },
  ),
  absent(
    'tiered',
    { en: 'Tiered storage', ko: '계층형 스토리지' },
    { en: 'All of a log lies at its broker.', ko: '로그는 모두 브로커에 있습니다.' },
  ),
  absent(
    'around',
    { en: 'Share groups, Streams, Connect, MirrorMaker', ko: '공유 그룹, Streams, Connect, MirrorMaker' },
    {
      en: 'Only plain producers and consumers talk to the cluster.',
      ko: '일반 프로듀서와 컨슈머만 클러스터와 통신합니다.',
    },
  ),
]
