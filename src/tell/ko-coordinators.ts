// What coordinators do to groups, in Korean.

export const COORDINATORS_KO: { readonly [key: string]: string } = {
  'fact.group.state':
    '$t(Who.{{role}})의 {{group}} 그룹이 $t(groupState.{{state}}) 상태가 되었다. {{generation}}번째 세대, $t(members, { "count": {{members}} })',
  'groupState.0': 'Empty',
  'groupState.1': 'Assigning',
  'groupState.2': 'Reconciling',
  'groupState.3': 'PreparingRebalance',
  'groupState.4': 'CompletingRebalance',
  'groupState.5': 'Stable',
  'groupState.6': 'Dead',
  members: '멤버 {{count}}명',
  'fact.group.memberAdded':
    '$t(Who.{{role}})가 {{member}} 멤버를 {{group}} 그룹에 넣는다: $t(memberAdded.{{reason}})',
  'memberAdded.0': '참가했다',
  'memberAdded.1': '정적 멤버가 새 ID로 돌아왔다',
  'fact.group.memberRemoved':
    '$t(Who.{{role}})가 {{member}} 멤버를 {{group}} 그룹에서 뺀다: $t(memberRemoved.{{reason}})',
  'memberRemoved.0': '스스로 떠났다',
  'memberRemoved.1': '세션 타임아웃보다 오래 소식이 없었다',
  'memberRemoved.2': '제때 다시 참가하지 않았다',
  'memberRemoved.3': '제때 할당을 요청하지 않았다',
  'memberRemoved.4': '리밸런스 타임아웃 안에 파티션을 내놓지 않았다',
  'memberRemoved.5': '같은 인스턴스 ID의 새 멤버가 자리를 차지했다',
  'memberRemoved.6': '들어오기까지 너무 오래 걸렸다',
  'fact.group.refused': '$t(Who.{{role}})가 {{group}} 그룹의 {{api}} 요청을 거절한다: {{error}}',
  'fact.offset.committed':
    '$t(Who.{{role}})가 {{group}} 그룹이 커밋한 {{partition}} 파티션의 오프셋 {{offset}} 값을 받아들인다',
  'fact.commit.taken':
    '$t(Who.{{role}})가 {{group}} 그룹 {{generation}}번째 세대의 {{member}} 멤버에게서 $t(partitions, { "count": {{partitions}} })의 커밋을 받는다',
  'fact.commit.taken.nobody':
    '$t(Who.{{role}})가 멤버 없는 {{group}} 그룹에서 $t(partitions, { "count": {{partitions}} })의 커밋을 받는다',
  'fact.offsets.fetched':
    '$t(Who.{{role}})가 {{group}} 그룹에 $t(partitions, { "count": {{partitions}} })의 커밋된 위치를 알려 준다',
  'fact.coordinator.loading':
    '$t(Who.{{role}})가 {{partition}} 파티션의 리더가 되어(리더 에포크 {{leaderEpoch}}) 그룹 기록 {{bytes}}바이트를 다시 읽는다',
  'fact.coordinator.loaded':
    '$t(Who.{{role}})가 {{partition}} 파티션에 속한 그룹의 코디네이터가 된다. 그룹 {{groups}}개, 레코드 {{records}}개',
  'fact.coordinator.unloaded':
    '$t(Who.{{role}})는 더는 {{partition}} 파티션에 속한 그룹의 코디네이터가 아니다. 그룹 {{groups}}개를 잊는다',
  'fact.group.joinParked':
    '$t(Who.{{role}})가 {{member}} 멤버를 기다리게 한다. {{group}} 그룹 멤버 {{members}}명 가운데 {{joined}}명이 참가했다',
  'fact.group.rebalance':
    '$t(Who.{{role}})가 {{generation}}번째 세대의 {{group}} 그룹에서 리밸런스를 시작한다: $t(rebalance.{{reason}}). 최대 {{wait}} 동안 기다린다',
  'rebalance.0': '멤버가 참가했다',
  'rebalance.1': '멤버가 떠났다',
  'rebalance.2': '멤버의 세션이 끝났다',
  'rebalance.3': '그룹 리더가 다시 참가했다',
  'rebalance.4': '멤버의 구독이 바뀌었다',
  'rebalance.5': '제때 할당을 요청하지 않은 멤버가 있다',
  'rebalance.6': '정적 멤버가 돌아왔다',
  'rebalance.7': '할당이 제때 복제되지 않았다',
  'rebalance.8': '그룹의 멤버가 너무 많다',
  'fact.group.generation':
    '$t(Who.{{role}})가 {{group}} 그룹의 {{generation}}번째 세대를 연다. $t(members, { "count": {{members}} }), {{protocol}} 할당자',
  'fact.group.syncParked':
    '$t(Who.{{role}})가 {{member}} 멤버에게 {{group}} 그룹의 할당을 기다리게 한다. 아직 요청하지 않은 멤버 {{missing}}명',
  'fact.group.assigned':
    '$t(Who.{{role}})가 {{group}} 그룹 {{generation}}번째 세대의 할당을 나눠 준다. $t(members, { "count": {{members}} }), $t(partitions, { "count": {{partitions}} })',
  'fact.group.heartbeat':
    '$t(Who.{{role}})가 {{group}} 그룹 {{generation}}번째 세대 {{member}} 멤버의 하트비트를 받는다',
  'fact.group.heartbeat.rebalance':
    '$t(Who.{{role}})가 {{group}} 그룹 {{generation}}번째 세대 {{member}} 멤버에게 다시 참가하라고 답한다: {{error}}',
  'fact.group.target':
    '$t(Who.{{role}})가 {{group}} 그룹의 목표 할당을 계산한다(에포크 {{epoch}}). $t(members, { "count": {{members}} }), 주인이 바뀌는 것은 $t(partitions, { "count": {{moved}} })',
  'fact.group.reconciled':
    '$t(Who.{{role}})의 {{group}} 그룹에서 {{member}} 멤버는 에포크 {{epoch}} 상태다: $t(memberState.{{state}})',
  'memberState.0': '목표 할당을 모두 가졌다',
  'memberState.1': '먼저 파티션을 내놓아야 한다',
  'memberState.2': '다른 멤버가 내놓을 파티션을 기다린다',
  'fact.group.granted':
    '$t(Who.{{role}})가 {{group}} 그룹 {{member}} 멤버에게 {{partition}} 파티션을 준다. 에포크 {{epoch}}',
  'fact.group.withheld':
    '$t(Who.{{role}})가 {{group}} 그룹 {{member}} 멤버에게 {{partition}} 파티션을 아직 주지 않는다. 다른 멤버가 아직 가지고 있다',
  'fact.group.released':
    '$t(Who.{{role}})의 {{group}} 그룹에서 {{member}} 멤버가 {{partition}} 파티션을 내놓았다. 이제 에포크 {{epoch}}',
  'fact.offset.expired':
    '$t(Who.{{role}})가 {{group}} 그룹의 {{partition}} 파티션 오프셋 {{offset}} 값을 지운다: $t(offsetExpired.{{reason}})',
  'offsetExpired.0': '보존 기간이 지났다',
  'offsetExpired.1': '토픽이 삭제되었다',
  'offsetExpired.2': '그룹이 삭제되었다',
  'fact.group.deleted': '$t(Who.{{role}})가 {{group}} 그룹을 지운다. 멤버도 오프셋도 없다',
  'fact.coordinator.writeTimedOut':
    '$t(Who.{{role}})의 {{partition}} 파티션에서 오프셋 {{endOffset}} 앞까지의 레코드가 제때 복제되지 않았다. 하이 워터마크는 {{highWatermark}}',
  'fact.coordinator.answered':
    '$t(Who.{{role}})가 {{group}} 그룹의 코디네이터로 {{node}}번 브로커를 알려 준다. __consumer_offsets의 {{partition}}번 파티션 리더다',
  'fact.coordinator.answered.none':
    '$t(Who.{{role}})는 __consumer_offsets의 {{partition}}번 파티션에 속한 {{group}} 그룹의 코디네이터를 모른다: {{error}}',
  'fact.group.memberId':
    '$t(Who.{{role}})가 {{group}} 그룹에 들어올 멤버 ID {{member}} 값을 준다. 이 ID로 다시 참가해야 한다',
  'fact.group.epoch':
    '$t(Who.{{role}})의 {{group}} 그룹이 새 에포크로 들어선다({{epoch}}): $t(groupEpoch.{{reason}})',
  'groupEpoch.0': '멤버가 오거나 구독을 바꿨다',
  'groupEpoch.1': '멤버가 떠났다',
  'groupEpoch.2': '구독한 토픽이 바뀌었다',
  'groupEpoch.3': '멤버가 펜싱되었다',
  'groupEpoch.4': '패턴에 맞는 토픽이 바뀌었다',
  'fact.group.answered': '$t(Who.{{role}})가 {{api}} {{id}}번 요청에 답한다',
  'fact.group.pattern':
    '$t(Who.{{role}})가 {{group}} 그룹의 패턴 {{pattern}} 값을 토픽과 맞춰 본다. 맞는 토픽 {{topics}}개',
  'timer.group-session': '멤버의 세션',
  'timer.group-join': '멤버의 참가',
  'timer.group-sync': '멤버의 할당 요청',
  'timer.group-pending': '새 ID를 받은 멤버의 참가',
  'timer.group-revocation': '멤버가 내놓을 파티션',
  'timer.group-append': '모은 그룹 레코드 쓰기',
  'timer.group-write': '그룹 레코드의 복제',
  'timer.offsets-expiry': '오래된 오프셋 확인',
  'task.group-answer': '그룹 코디네이터의 응답',
  'task.group-committed': '복제된 그룹 레코드',
  'task.load-coordinator': '다시 읽은 그룹',
  'task.resolve-patterns': '패턴과 토픽 맞추기',
}
