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
    { en: 'ZooKeeper mode and older rules', ko: 'ZooKeeper 모드와 이전 규칙' },
    {
      en: 'KRaft only, by the rules of 4.3.',
      ko: 'KRaft 모드만 있으며, 4.3의 규칙을 따릅니다.',
    },
  ),
  absent(
    'snapshots',
    { en: 'Metadata snapshots', ko: '메타데이터 스냅샷' },
    {
      en: 'Nobody writes or fetches a snapshot of the metadata log.',
      ko: '메타데이터 로그의 스냅샷을 쓰거나 가져오지 않습니다.',
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
    { en: 'Several log directories (JBOD)', ko: '여러 로그 디렉터리(JBOD)' },
    {
      en: 'No directory ids, no failed directories, no moves between them.',
      ko: '디렉터리 ID, 디렉터리 장애, 디렉터리 사이의 이동이 없습니다.',
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
