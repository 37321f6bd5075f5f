// 컨슈머가 그룹 멤버로서 하는 일.

export const MEMBERS_KO: { readonly [key: string]: string } = {
  'fact.group.partitionAssigned':
    '$t(Who.{{role}})가 이제 {{group}} 그룹 {{generation}}번째 세대에서 {{partition}} 파티션을 맡는다',
  'fact.group.partitionRevoked': '$t(Who.{{role}})가 {{partition}} 파티션을 {{group}} 그룹에 돌려준다',
  'fact.group.partitionLost':
    '$t(Who.{{role}})가 {{partition}} 파티션을 잃었다. {{group}} 그룹이 더는 멤버로 치지 않는다',
  'fact.group.assignmentEmpty':
    '$t(Who.{{role}})가 {{group}} 그룹 {{generation}}번째 세대에서 새로 받는 파티션이 없다',
  'fact.group.joined':
    '$t(Who.{{role}})가 {{group}} 그룹 {{generation}}번째 세대의 멤버가 된다. 멤버 ID {{memberId}}',
  'fact.group.left': '$t(Who.{{role}})가 {{group}} 그룹을 떠난다',
  'fact.group.fenced': '$t(Who.{{role}})가 더는 {{group}} 그룹의 멤버가 아니다: {{error}}',
  'fact.group.joinSent': '$t(Who.{{role}})가 {{group}} 그룹에 참가를 요청한다',
  'fact.group.memberIdGiven': '$t(Who.{{role}})가 {{group}} 그룹에서 쓸 멤버 ID를 받는다: {{memberId}}',
  'fact.group.joinRefused': '$t(Who.{{role}})의 참가를 {{group}} 그룹이 거절한다: {{error}}',
  'fact.group.assignmentMade':
    '{{group}} 그룹 리더인 $t(Who.{{role}})가 {{assignor}} 할당자로 멤버 {{members}}명에게 파티션을 나눈다',
  'fact.group.rebalanceHeard': '$t(Who.{{role}})가 {{group}} 그룹의 리밸런스 소식을 듣는다',
  'fact.group.pollExpired': '$t(Who.{{role}})가 {{since}} 동안 폴링하지 않아 스스로 {{group}} 그룹을 떠난다',
  'fact.group.coordinatorFound':
    '$t(Who.{{role}})가 {{group}} 그룹의 코디네이터는 {{node}}번 브로커임을 알게 된다',
  'fact.group.coordinatorUnknown':
    '$t(Who.{{role}})가 {{group}} 그룹의 코디네이터를 알아내지 못한다: {{error}}',
  'fact.group.coordinatorForgotten':
    '$t(Who.{{role}})가 {{node}}번 브로커를 더는 {{group}} 그룹의 코디네이터로 보지 않는다: {{error}}',
  'fact.group.committedRead':
    '$t(Who.{{role}})가 {{group}} 그룹이 {{partition}} 파티션에 커밋한 오프셋을 알게 된다: {{offset}}번',
  'fact.group.committedRead.none':
    '$t(Who.{{role}})가 {{group}} 그룹이 {{partition}} 파티션에 커밋한 것이 없음을 알게 된다',
  'fact.group.commitSent':
    '$t(Who.{{role}})가 {{group}} 그룹의 {{partition}} 파티션에 {{offset}}번 오프셋을 커밋한다',
  'fact.group.commitConfirmed':
    '$t(Who.{{role}})가 {{group}} 그룹의 {{partition}} 파티션에 {{offset}}번 오프셋이 커밋되었음을 확인한다',
  'fact.group.commitFailed':
    '$t(Who.{{role}})가 {{group}} 그룹의 {{partition}} 파티션에 {{offset}}번 오프셋을 커밋하지 못했다: {{error}}',
  'fact.group.commitNotSent':
    '$t(Who.{{role}})가 지금은 커밋할 수 없다. {{group}} 그룹이 리밸런스 중이거나 더는 멤버가 아니다',
  'fact.records.processed':
    '$t(Who.{{role}})가 {{partition}} 파티션을 {{fromOffset}}번 오프셋부터 {{toOffset}}번 앞까지 처리했다',
  'fact.records.dropped':
    '$t(Who.{{role}})가 {{partition}} 파티션의 {{fromOffset}}번 오프셋부터 {{toOffset}}번 앞까지 처리하지 않고 버린다. 앞선 커밋이 실패했다',
  'fact.processing.stuck': '$t(Who.{{role}})가 {{partition}} 파티션의 {{offset}}번 오프셋에서 멈춘다',
  'fact.record.unreadable':
    '$t(Who.{{role}})가 {{partition}} 파티션의 {{offset}}번 오프셋을 읽지 못해 poll()이 RecordDeserializationException을 던진다',
  'fact.application.failed':
    '$t(Who.{{role}})가 애플리케이션에 {{error}} 예외를 던지고, 애플리케이션은 끝난다',
  'fact.consumer.paused': '$t(Who.{{role}})가 {{partition}} 파티션을 일시 정지한다',
  'fact.consumer.resumed': '$t(Who.{{role}})가 {{partition}} 파티션을 다시 읽기 시작한다',
  'fact.consumer.sought':
    '$t(Who.{{role}})가 {{partition}} 파티션의 위치를 {{previousOffset}}번 오프셋에서 {{offset}}번으로 옮긴다',
  'input.add-member': '멤버 추가',
  'input.slow-consumer': '레코드당 처리 시간',
  'input.stick-consumer': '멈추게 하기',
  'input.pause-partition': '파티션 일시 정지',
  'input.resume-partition': '파티션 다시 읽기',
  'input.seek': '위치 옮기기',
  'input.commit': '지금 커밋',
  'input.reset-offsets': '오프셋 재설정',
  'input.change-assignor': '할당자 바꾸기',
  'input.send-record': '레코드 보내기',
  'timer.member': '그룹에서 다음에 할 일',
  'timer.poll-interval': '다음 폴링',
  'timer.close': 'close의 시한',
  'task.process': '레코드 처리',
}
