// What admin clients ask and what becomes of it, in Korean.

export const ADMIN_KO: { readonly [key: string]: string } = {
  'timer.forwarding': '활성 컨트롤러에 다시 연결하기',

  // Brokers.
  'fact.request.forwarded':
    '$t(Who.{{role}})가 활성 컨트롤러인 {{controller}}번 컨트롤러로 {{api}} 요청을 전달한다',
  'fact.forward.retried': '$t(Who.{{role}})가 물어본 컨트롤러가 활성이 아님을 안다. {{api}} 요청은 기다린다',
  'fact.forward.givenUp':
    '$t(Who.{{role}})가 활성 컨트롤러 없이 {{waited}} 동안 기다린 {{api}} 요청을 포기한다',
  'fact.autoCreate.asked':
    '$t(Who.{{role}})가 {{topic}} 토픽을 몰라서 만들게 한다. 파티션 {{partitions}}개, 레플리카는 {{replicationFactor}}개씩',
  'fact.autoCreate.answered': '$t(Who.{{role}})가 {{topic}} 토픽이 만들어졌다는 답을 받는다',
  'fact.autoCreate.answered.error':
    '$t(Who.{{role}})가 {{topic}} 토픽을 만들 수 없다는 답을 받는다: {{error}}',
  'fact.log.deleted':
    '$t(Who.{{role}})가 {{partition}} 파티션의 로그(오프셋 {{logStart}}–{{logEnd}})를 지운다. 토픽이 없어졌다',
  'fact.log.deleted.moved':
    '$t(Who.{{role}})가 {{partition}} 파티션의 로그(오프셋 {{logStart}}–{{logEnd}})를 지운다. 레플리카가 다른 브로커로 옮겨 갔다',
  'fact.log.deleted.stray':
    '$t(Who.{{role}})가 {{partition}} 파티션의 로그(오프셋 {{logStart}}–{{logEnd}})를 치워 둔다. 메타데이터에 그 자리가 없다',
  'fact.configs.taken':
    '$t(Who.{{role}})가 {{resource}} 설정을 새로 적용한다. 레플리카 {{replicas}}개가 이를 따른다',
  'fact.configs.refused': '$t(Who.{{role}})가 {{resource}} 설정 변경을 거부한다: {{error}}',
  'fact.records.deleted':
    '$t(Who.{{role}})가 {{partition}} 파티션의 레코드를 지운다. 오프셋 범위: {{fromOffset}}–{{toOffset}}. 로그는 이제 거기서 시작한다',
  'fact.records.deletionRefused':
    '$t(Who.{{role}})가 {{partition}} 파티션의 레코드를 오프셋 {{offset}} 앞까지 지우라는 요청을 거부한다: {{error}}',
  'timer.delete-records': '아직 레코드를 지우지 않은 레플리카',

  // The controller.
  'fact.topic.deleted': '$t(Who.{{role}})가 {{topic}} 토픽을 파티션 {{partitions}}개와 함께 삭제한다',
  'fact.topic.partitionsAdded':
    '$t(Who.{{role}})가 {{topic}} 토픽의 파티션을 {{fromPartitions}}개에서 {{toPartitions}}개로 늘린다. 키의 파티션이 새로 정해진다',
  'fact.config.set': '$t(Who.{{role}})가 {{resource}} 설정을 바꾼다: {{config}} = {{value}}',
  'fact.config.deleted':
    '$t(Who.{{role}})가 {{resource}} 설정에서 {{config}} 값을 지운다. 기본값으로 돌아간다',
  'fact.reassignment.begun':
    '$t(Who.{{role}})가 {{partition}} 파티션의 재할당을 시작한다. 추가할 레플리카 {{adding}}개, 제거할 레플리카 {{removing}}개',
  'fact.reassignment.done':
    '$t(Who.{{role}})가 {{partition}} 파티션의 재할당을 끝낸다. 레플리카 {{replicas}}개, 리더 에포크 {{leaderEpoch}}',
  'fact.reassignment.cancelled':
    '$t(Who.{{role}})가 {{partition}} 파티션의 재할당을 취소한다. 레플리카 {{replicas}}개로 돌아간다',
  'fact.admin.refused': '$t(Who.{{role}})가 {{of}} 요청을 거부한다: {{error}}',
  'fact.quorum.described':
    '$t(Who.{{role}})가 쿼럼 상태를 알린다. 이끄는 에포크: {{leaderEpoch}}, 커밋된 끝 오프셋: {{highWatermark}}',

  // Clients.
  'fact.topic.recreated': '$t(Who.{{role}})가 {{topic}} 토픽이 삭제되었다가 다시 만들어진 다른 토픽임을 안다',
  'timer.admin-call': '관리 요청 다시 보내기',
  'fact.admin.asked':
    '$t(Who.{{role}})가 $t(who.{{peerRole}}, { "name": "{{peer}}" })에 {{of}} {{api}} 요청을 보낸다',
  'fact.admin.asked.bare':
    '$t(Who.{{role}})가 $t(who.{{peerRole}}, { "name": "{{peer}}" })에 {{api}} 요청을 보낸다',
  'fact.admin.answered': '$t(Who.{{role}}): {{of}} {{api}} 요청이 처리되었다',
  'fact.admin.answered.bare': '$t(Who.{{role}}): {{api}} 요청이 처리되었다',
  'fact.admin.answered.error': '$t(Who.{{role}}): {{of}} {{api}} 요청이 거부되었다: {{error}}',
  'fact.admin.answered.bareError': '$t(Who.{{role}}): {{api}} 요청이 거부되었다: {{error}}',
  'fact.admin.retried': '$t(Who.{{role}})가 {{of}} {{api}} 요청을 {{tries}}번 시도한 뒤 다시 보내려 한다',
  'fact.admin.retried.bare': '$t(Who.{{role}})가 {{api}} 요청을 {{tries}}번 시도한 뒤 다시 보내려 한다',
  'fact.admin.givenUp':
    '$t(Who.{{role}})가 {{of}} {{api}} 요청을 포기한다. 1분 동안 답이 없었고 {{tries}}번 시도했다',
  'fact.admin.givenUp.bare':
    '$t(Who.{{role}})가 {{api}} 요청을 포기한다. 1분 동안 답이 없었고 {{tries}}번 시도했다',
  'fact.quorum.learned':
    '$t(Who.{{role}})가 쿼럼 상태를 안다. {{leader}}번 컨트롤러가 투표자 {{voters}}명을 이끈다. 에포크: {{leaderEpoch}}, 커밋된 끝 오프셋: {{highWatermark}}',

  // Inputs.
  'input.create-topic': '토픽 만들기',
  'input.delete-topic': '토픽 삭제',
  'input.delete-group': '컨슈머 그룹 삭제',
  'input.add-partitions': '파티션 추가',
  'input.alter-config': '설정 변경',
  'input.delete-records': '레코드 삭제',
  'input.elect-leaders': '리더 선출',
  'input.reassign': '파티션 재할당',
  'input.cancel-reassignment': '재할당 취소',
  'input.describe-quorum': '쿼럼 상태 조회',
  'fact.input.done.alone': '직접 한 일: $t(input.{{input}})',
  'fact.input.missed.alone': '직접 한 일: $t(input.{{input}}) – 지금은 할 수 없어 지나감',
  'fact.admin.begun': '$t(Who.{{role}})가 {{of}} {{api}} 요청을 하게 된다',
  'fact.admin.begun.bare': '$t(Who.{{role}})가 {{api}} 요청을 하게 된다',
}
