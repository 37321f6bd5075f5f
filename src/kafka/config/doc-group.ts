// One line on each config of group coordinators.

import type { ConfigDocs } from './entry.ts'
import type { GROUP_CONFIGS } from './group.ts'

export const GROUP_DOCS: ConfigDocs<keyof typeof GROUP_CONFIGS> = {
  'group.initial.rebalance.delay.ms': [
    'How long an empty classic group waits for more members before its first generation.',
    '비어 있던 클래식 그룹이 첫 세대를 만들기 전에 멤버를 더 기다리는 시간.',
  ],
  'group.min.session.timeout.ms': [
    'The shortest session timeout that a classic member may ask for.',
    '클래식 멤버가 요구할 수 있는 가장 짧은 세션 타임아웃.',
  ],
  'group.max.session.timeout.ms': [
    'The longest session timeout that a classic member may ask for.',
    '클래식 멤버가 요구할 수 있는 가장 긴 세션 타임아웃.',
  ],
  'group.max.size': ['Members that a classic group may have.', '클래식 그룹의 최대 멤버 수.'],
  'group.coordinator.append.linger.ms': [
    'How long a coordinator gathers records before it writes them; -1 for not at all while it is idle.',
    '코디네이터가 레코드를 모았다가 쓰는 시간. -1이면 한가할 때 기다리지 않는다.',
  ],
  'group.consumer.session.timeout.ms': [
    'Silence after which a member of the consumer protocol (KIP-848) is removed.',
    '컨슈머 프로토콜(KIP-848) 멤버가 이 시간 동안 조용하면 제거한다.',
  ],
  'group.consumer.heartbeat.interval.ms': [
    'How often members of the consumer protocol (KIP-848) are told to send heartbeats.',
    '컨슈머 프로토콜(KIP-848) 멤버에게 지시하는 하트비트 주기.',
  ],
  'group.consumer.min.session.timeout.ms': [
    'The shortest session timeout that a cluster may give to members of the consumer protocol (KIP-848).',
    '컨슈머 프로토콜(KIP-848) 멤버에게 줄 수 있는 가장 짧은 세션 타임아웃.',
  ],
  'group.consumer.max.session.timeout.ms': [
    'The longest session timeout that a cluster may give to members of the consumer protocol (KIP-848).',
    '컨슈머 프로토콜(KIP-848) 멤버에게 줄 수 있는 가장 긴 세션 타임아웃.',
  ],
  'group.consumer.min.heartbeat.interval.ms': [
    'The shortest heartbeat interval that a cluster may give to members of the consumer protocol (KIP-848).',
    '컨슈머 프로토콜(KIP-848) 멤버에게 줄 수 있는 가장 짧은 하트비트 주기.',
  ],
  'group.consumer.max.heartbeat.interval.ms': [
    'The longest heartbeat interval that a cluster may give to members of the consumer protocol (KIP-848).',
    '컨슈머 프로토콜(KIP-848) 멤버에게 줄 수 있는 가장 긴 하트비트 주기.',
  ],
  'group.consumer.max.size': [
    'Members that a group of the consumer protocol (KIP-848) may have.',
    '컨슈머 프로토콜(KIP-848) 그룹의 최대 멤버 수.',
  ],
  'group.consumer.assignors': [
    'Assignors of the coordinator (KIP-848); the first is the default.',
    '코디네이터가 쓰는 할당자(KIP-848). 첫 번째가 기본값이다.',
  ],
  'group.consumer.assignment.interval.ms': [
    'The least time between two target assignments of a group (KIP-848).',
    '한 그룹의 목표 할당을 다시 계산하기까지의 최소 간격(KIP-848).',
  ],
  'group.consumer.regex.refresh.interval.ms': [
    'How often subscriptions by pattern are matched against the topics anew (KIP-848).',
    '패턴 구독을 토픽 목록과 다시 맞춰 보는 주기(KIP-848).',
  ],
  'offsets.commit.timeout.ms': [
    'How long a write to __consumer_offsets may take to be replicated before whoever waits is told of an error.',
    '__consumer_offsets에 쓴 레코드가 이 시간 안에 복제되지 않으면 기다리던 쪽에 오류를 알린다.',
  ],
  'offsets.retention.minutes': [
    'How long committed offsets are kept once nobody uses them.',
    '아무도 쓰지 않는 커밋된 오프셋을 보존하는 기간(분).',
  ],
  'offsets.retention.check.interval.ms': [
    'How often a coordinator looks for offsets whose retention is over.',
    '보존 기간이 지난 오프셋을 코디네이터가 찾는 주기.',
  ],
}
