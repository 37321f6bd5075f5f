// 클라이언트가 하는 일.

export const CLIENTS_KO: { readonly [key: string]: string } = {
  'fact.record.appended':
    '$t(Who.{{role}})가 {{record}}번 레코드를 {{partition}} 파티션의 {{batch}}번 배치에 넣는다',
  'fact.record.failed': '$t(Who.{{role}})가 {{record}}번 레코드를 보내지 못한다: {{error}}',
  'fact.send.blockedByMetadata':
    '$t(Who.{{role}})가 {{record}}번 레코드를 쥐고 기다린다. 아직 파티션을 모른다',
  'fact.send.blockedByMemory':
    '$t(Who.{{role}})가 {{record}}번 레코드를 쥐고 기다린다. {{neededBytes}}바이트가 필요한데 {{freeBytes}}바이트만 비어 있다',
  'fact.send.unblocked': '$t(Who.{{role}})가 {{blocked}} 만에 {{record}}번 레코드를 이어 보낸다',
  'fact.batch.created': '$t(Who.{{role}})가 {{partition}} 파티션의 {{batch}}번 배치를 시작한다',
  'fact.batch.closed':
    '$t(Who.{{role}})가 {{partition}} 파티션의 {{batch}}번 배치를 닫는다: $t(records, { "count": {{records}} }), {{sizeBytes}}바이트',
  'fact.sticky.switched': '$t(Who.{{role}})가 이제 키 없는 레코드를 {{partition}} 파티션에 보낸다',
  'fact.batch.sent':
    '$t(Who.{{role}})가 {{partition}} 파티션의 {{batch}}번 배치를 보낸다: $t(records, { "count": {{records}} }), {{attempt}}번째 시도',
  'fact.batch.acknowledged':
    '$t(Who.{{role}})가 {{partition}} 파티션의 {{batch}}번 배치에 응답을 받는다: {{baseOffset}}번 오프셋',
  'fact.batch.acknowledged.unanswered':
    '$t(Who.{{role}})가 {{partition}} 파티션의 {{batch}}번 배치를 보낸 것으로 친다. acks=0이면 아무도 응답하지 않는다',
  'fact.batch.retried':
    '$t(Who.{{role}})가 {{partition}} 파티션의 {{batch}}번 배치를 다시 보낼 것이다: {{error}}',
  'fact.batch.failed':
    '$t(Who.{{role}})가 {{partition}} 파티션의 {{batch}}번 배치를 포기한다: {{error}}, $t(records, { "count": {{records}} })',
  'fact.batch.expired':
    '$t(Who.{{role}}): {{partition}} 파티션의 {{batch}}번 배치가 {{age}} 동안 기다려 시간을 넘겼다',
  'fact.batch.split':
    '$t(Who.{{role}})가 너무 큰 {{partition}} 파티션의 {{batch}}번 배치를 {{parts}}개로 나눈다',
  'fact.producerId.given':
    '$t(Who.{{role}})가 이제 프로듀서 ID {{producerId}}번, 에포크 {{producerEpoch}}번으로 쓴다',
  'fact.producerEpoch.bumped': '$t(Who.{{role}})가 프로듀서 에포크 {{producerEpoch}}번으로 이어 간다',
  'fact.producer.ended':
    '$t(Who.{{role}})가 사라졌다. 보낸 레코드 {{sentRecords}}개, 응답 {{acknowledgedRecords}}개, 실패 {{failedRecords}}개, 결과를 모르는 {{unresolvedRecords}}개',
  'fact.requests.timedOut':
    '$t(Who.{{role}})가 {{waited}} 동안 응답을 기다리다 연결을 닫는다. 걸려 있던 요청은 {{requests}}개',
  'fact.requests.lost': '$t(Who.{{role}})가 연결과 함께 요청 {{requests}}개를 잃었다',
  'fact.metadata.updated':
    '$t(Who.{{role}})가 새 메타데이터를 받았다: 브로커 {{brokers}}대, 바뀐 리더 {{changes}}개',
  'fact.leader.learned':
    '$t(Who.{{role}})가 {{partition}} 파티션의 리더는 {{leader}}번 브로커임을 알게 된다. 리더 에포크 {{leaderEpoch}}번',
  'fact.leader.learned.none': '$t(Who.{{role}})가 {{partition}} 파티션에 리더가 없음을 알게 된다',
  'fact.metadata.stale':
    '$t(Who.{{role}})가 {{partition}} 파티션의 메타데이터를 무시한다. 리더 에포크 {{leaderEpoch}}번은 아는 {{knownLeaderEpoch}}번보다 오래되었다',
  'fact.metadata.rebootstrapped':
    '$t(Who.{{role}})가 닿을 수 있는 브로커를 몰라 부트스트랩 서버부터 다시 시작한다',
  'fact.fetch.sent': '$t(Who.{{role}})가 $t(partitions, { "count": {{partitions}} })의 새 소식을 묻는다',
  'fact.fetch.answered': '$t(Who.{{role}})가 $t(records, { "count": {{records}} })를 받는다',
  'fact.fetch.refused':
    '$t(Who.{{role}})가 {{partition}} 파티션의 {{position}}번 오프셋을 읽지 못한다: {{error}}',
  'fact.fetchSession.lost': '$t(Who.{{role}})가 fetch 세션 {{sessionId}}번을 잃었다: {{error}}',
  'fact.records.delivered':
    '$t(Who.{{role}})가 {{partition}} 파티션의 {{fromOffset}}번 오프셋부터 {{toOffset}}번 앞까지 애플리케이션에 넘긴다',
  'fact.position.reset': '$t(Who.{{role}})가 {{partition}} 파티션을 {{offset}}번 오프셋부터 읽는다',
  'fact.position.validated':
    '$t(Who.{{role}})가 새 리더에게 {{partition}} 파티션의 위치를 확인했다. {{offset}}번 오프셋은 온전하다',
  'fact.truncation.detected':
    '$t(Who.{{role}})는 {{partition}} 파티션의 {{position}}번 오프셋에 있는데 에포크 {{epoch}}번은 {{endOffset}}번에서 끝났다. 읽은 것이 잘려 나갔다',
  'fact.position.outOfRange':
    '$t(Who.{{role}})가 {{partition}} 파티션에 없는 {{position}}번 오프셋을 읽으려 한다',
  'fact.replica.preferred':
    '$t(Who.{{role}})가 {{partition}} 파티션을 이제 {{preferred}}번 브로커에서 읽는다. 리더인 {{leader}}번 브로커가 더 가깝다고 알려 줬다',
  'fact.position.lost': '$t(Who.{{role}})가 {{partition}} 파티션에서 위치를 잃어 더 읽지 않는다',
  'fact.consumer.ended': '$t(Who.{{role}})가 사라졌다. 넘긴 레코드 {{deliveredRecords}}개',
  'fact.brokers.awaited': '$t(Who.{{role}})가 브로커를 기다린다: {{wanted}}대 가운데 {{brokers}}대',
  'fact.topic.creationAnswered':
    '$t(Who.{{role}}): {{topic}} 토픽이 $t(partitions, { "count": {{partitions}} })로 만들어졌다',
  'fact.topic.creationRefused': '$t(Who.{{role}}): {{topic}} 토픽을 만들 수 없다: {{error}}',
}
