// 브로커와 컨트롤러가 하는 일.

export const CLUSTER_KO: { readonly [key: string]: string } = {
  // 메타데이터 쿼럼
  'fact.raft.unattached': '$t(Who.{{role}})는 에포크 {{epoch}}번의 쿼럼 리더를 모른다',
  'fact.raft.prospective':
    '$t(Who.{{role}})가 {{silentLeader}}번 컨트롤러의 소식을 듣지 못했다. 에포크 {{epoch}}번에 나서기 전에 이길 수 있는지 물어본다',
  'fact.raft.prospective.alone':
    '$t(Who.{{role}})는 리더를 모른다. 에포크 {{epoch}}번에 나서기 전에 이길 수 있는지 물어본다',
  'fact.raft.candidate': '$t(Who.{{role}})가 에포크 {{epoch}}번 선거에 나선다',
  'fact.raft.follower': '$t(Who.{{role}})가 에포크 {{epoch}}번에서 {{leader}}번 컨트롤러를 따른다',
  'fact.raft.leader': '$t(Who.{{role}})가 {{votes}}표로 에포크 {{epoch}}번을 얻어 활성 컨트롤러가 된다',
  'fact.raft.resigned':
    '$t(Who.{{role}})가 에포크 {{epoch}}번에서 물러난다. 최근에 fetch한 다른 투표자가 {{heard}}명뿐이라 과반이 아니다',
  'fact.raft.resigned.other': '$t(Who.{{role}})가 에포크 {{epoch}}번에서 물러난다',
  'fact.raft.voteGranted': '$t(Who.{{role}})가 에포크 {{epoch}}번에서 {{candidate}}번 컨트롤러에 투표한다',
  'fact.raft.voteGranted.pre':
    '$t(Who.{{role}})는 에포크 {{epoch}}번 다음 선거라면 {{candidate}}번 컨트롤러에 투표하겠다고 답한다',
  'fact.raft.voteDenied':
    '$t(Who.{{role}})가 에포크 {{epoch}}번에서 {{candidate}}번 컨트롤러에 투표하지 않는다: $t(voteDenied.{{reason}})',
  'voteDenied.1': '리더를 알고 있다',
  'voteDenied.2': '이미 투표했다',
  'voteDenied.3': '자신의 로그가 더 길다',
  'voteDenied.4': '자신이 후보이거나 리더다',
  'fact.raft.voteCounted':
    '$t(Who.{{role}})가 에포크 {{epoch}}번에서 {{voter}}번 컨트롤러의 표를 얻었다. 지금까지 {{votes}}표',
  'fact.raft.voteCounted.denied':
    '$t(Who.{{role}})가 에포크 {{epoch}}번에서 {{voter}}번 컨트롤러의 표를 얻지 못했다. 지금까지 {{votes}}표',
  'fact.metadata.appended':
    '$t(Who.{{role}})가 에포크 {{epoch}}번에서 메타데이터를 {{baseOffset}}번 오프셋부터 {{endOffset}}번 앞까지 쓴다',
  'fact.metadata.replicated':
    '$t(Who.{{role}})가 메타데이터를 {{baseOffset}}번 오프셋부터 {{endOffset}}번 앞까지 복제한다',
  'fact.metadata.committed':
    '쿼럼의 과반이 {{highWatermark}}번 오프셋 앞까지 메타데이터를 가졌다. $t(who.{{role}})는 여기까지 커밋된 것으로 본다',
  'fact.metadata.truncated':
    '$t(Who.{{role}})가 메타데이터 로그의 끝을 {{oldEndOffset}}번에서 {{endOffset}}번으로 되돌린다. 나머지는 커밋된 적이 없다',
  'fact.metadata.applied': '$t(Who.{{role}})가 {{endOffset}}번 오프셋 앞까지 메타데이터를 적용한다',
  'fact.metadata.lost':
    '$t(Who.{{role}})의 메타데이터 로그가 {{oldEndOffset}}번이 아니라 {{endOffset}}번에서 끝난다. 나머지는 플러시하지 않았다',
  'fact.metadata.snapshotWritten':
    '$t(Who.{{role}})가 {{endOffset}}번 오프셋 앞까지의 메타데이터 스냅샷 {{sizeBytes}}바이트를 디스크에 두었다: $t(snapshotReason.{{reason}})',
  'snapshotReason.1': '지난 스냅샷 뒤로 레코드가 충분히 쌓였다',
  'snapshotReason.2': '지난 스냅샷이 충분히 오래되었다',
  'fact.metadata.snapshotOffered':
    '$t(Who.{{role}})가 {{fetchOffset}}번 오프셋에서 메타데이터를 fetch하는 {{replica}}번 노드에 {{endOffset}}번 앞까지의 스냅샷을 먼저 가져가라고 답한다. 자신의 로그는 {{logStart}}번에서 시작한다',
  'fact.metadata.snapshotFetched':
    '$t(Who.{{role}})가 {{endOffset}}번 오프셋 앞까지의 스냅샷 {{sizeBytes}}바이트를 가져와 {{oldEndOffset}}번에서 끝나던 로그를 대신한다',
  'fact.metadata.snapshotLoaded':
    '$t(Who.{{role}})가 {{endOffset}}번 오프셋 앞까지의 스냅샷에서 메타데이터를 읽는다. {{fromOffset}}번부터의 레코드 대신 {{records}}개면 된다',
  'fact.metadata.logCut':
    '$t(Who.{{role}})의 메타데이터 로그가 {{oldStartOffset}}번 대신 {{startOffset}}번에서 시작한다. 그 앞은 스냅샷이 대신한다: $t(logCutReason.{{reason}}). 지운 스냅샷 {{snapshots}}개',
  'logCutReason.1': '로그와 스냅샷의 합이 metadata.max.retention.bytes보다 크다',
  'logCutReason.2': 'metadata.max.retention.ms보다 오래되었다',
  'fact.raft.fetchParked':
    '$t(Who.{{role}})가 {{replica}}번 노드의 메타데이터 fetch를 {{fetchOffset}}번 오프셋에서 붙잡아 둔다. 새로운 것이 아직 없다',
  'fact.raft.fetchRefused': '$t(Who.{{role}})가 {{replica}}번 노드의 메타데이터 fetch를 거절한다: {{error}}',
  'fact.raft.leaderFound':
    '$t(Who.{{role}})가 에포크 {{epoch}}번의 리더는 {{leader}}번 컨트롤러임을 알게 된다',

  // 컨트롤러와 브로커의 생애
  'fact.controller.claimed':
    '$t(Who.{{role}})가 에포크 {{epoch}}번의 활성 컨트롤러를 맡는다. 살아 있는 브로커 {{liveBrokers}}대가 새 세션을 받는다',
  'fact.controller.renounced': '$t(Who.{{role}})는 더 이상 활성 컨트롤러가 아니다. 커밋되지 않은 것은 버린다',
  'fact.broker.registered':
    '$t(Who.{{role}})가 {{broker}}번 브로커를 브로커 에포크 {{brokerEpoch}}번으로 등록한다',
  'fact.broker.registrationRefused': '$t(Who.{{role}})가 {{broker}}번 브로커의 등록을 거절한다: {{error}}',
  'fact.broker.fenced':
    '$t(Who.{{role}})가 {{broker}}번 브로커를 펜싱한다. 하트비트 없이 {{silent}} 지났고, 파티션 {{partitions}}개가 바뀐다',
  'fact.broker.fenced.asked':
    '$t(Who.{{role}})가 스스로 요청한 {{broker}}번 브로커를 펜싱한다. 파티션 {{partitions}}개가 바뀐다',
  'fact.broker.unfenced':
    '$t(Who.{{role}})가 {{broker}}번 브로커의 펜싱을 푼다. 다시 이끌고 서비스할 수 있다',
  'fact.broker.shuttingDown':
    '$t(Who.{{role}})가 종료하려는 {{broker}}번 브로커에서 리더를 거둔다. 파티션 {{partitions}}개가 바뀐다',
  'fact.partition.leaderElected':
    '$t(Who.{{role}})가 {{leader}}번 브로커를 {{partition}} 파티션의 리더로 세운다. 리더 에포크 {{leaderEpoch}}번: $t(elected.{{from}})',
  'elected.0': 'ISR에서 처음 나오는 살아 있는 레플리카',
  'elected.1': 'ISR이 비어 있어 ELR에 있는 레플리카',
  'elected.2': '동기화되지 않은 레플리카를 뽑은 비정상 선출',
  'fact.partition.leaderless':
    '$t(Who.{{role}})가 {{partition}} 파티션을 리더 없이 둔다. 리더 에포크 {{leaderEpoch}}번, ISR에 살아 있는 레플리카가 없다',
  'fact.partition.isrChanged':
    '$t(Who.{{role}})가 {{partition}} 파티션의 ISR을 {{isrBefore}}개에서 {{isr}}개로 바꾼다. 파티션 에포크 {{partitionEpoch}}번',
  'fact.topic.created':
    '$t(Who.{{role}}): {{topic}} 토픽이 $t(partitions, { "count": {{partitions}} })로 만들어졌다',
  'fact.topic.refused': '$t(Who.{{role}}): {{topic}} 토픽을 만들 수 없다: {{error}}',
  'fact.producerIds.allocated':
    '$t(Who.{{role}})가 {{broker}}번 브로커에 프로듀서 ID를 {{start}}번부터 {{length}}개 나누어 준다',
  'fact.partition.isrChangeRefused':
    '$t(Who.{{role}})가 {{broker}}번 브로커의 {{partition}} 파티션 ISR 변경을 거절한다: {{error}}',
  'fact.controller.heartbeat': '$t(Who.{{role}})가 {{broker}}번 브로커의 하트비트를 듣는다',
  'fact.controller.notActive': '$t(Who.{{role}})는 활성 컨트롤러가 아니어서 {{api}} 요청을 돌려보낸다',
  'fact.broker.state': '$t(Who.{{role}})의 상태: $t(brokerState.{{state}})',
  'brokerState.1': 'STARTING – 컨트롤러에 등록한다',
  'brokerState.2': 'RECOVERY – 로그를 읽는다',
  'brokerState.3': 'RUNNING – 클라이언트를 받는다',
  'brokerState.6': 'PENDING_CONTROLLED_SHUTDOWN – 리더를 넘겨준다',
  'brokerState.7': 'SHUTTING_DOWN',
  'fact.broker.registrationAnswered': '$t(Who.{{role}})가 브로커 에포크 {{brokerEpoch}}번으로 등록되었다',
  'fact.broker.registrationAnswered.error':
    '$t(Who.{{role}})가 등록되지 않았다: {{error}}. {{retryMs}} ms 뒤에 다시 시도한다',
  'fact.broker.heartbeatAnswered': '$t(Who.{{role}})의 하트비트가 확인되었다',
  'fact.broker.heartbeatAnswered.fenced': '$t(Who.{{role}})의 하트비트가 확인되었지만 아직 펜싱되어 있다',
  'fact.broker.heartbeatAnswered.error': '$t(Who.{{role}})의 하트비트가 거절되었다: {{error}}',
  'fact.broker.heartbeatFailed':
    '$t(Who.{{role}})가 {{controller}}번 컨트롤러에서 하트비트의 응답을 받지 못한다',

  // 브로커
  'fact.produce.verified':
    '$t(Who.{{role}})가 $t(partitions, { "count": {{partitions}} })에 쓰는 Produce {{id}}번 요청을 처리하기 시작한다',
  'fact.produce.refused': '$t(Who.{{role}})가 {{partition}} 파티션의 레코드를 거절한다: {{error}}',
  'fact.appended':
    '$t(Who.{{role}})가 {{partition}} 파티션의 {{baseOffset}}번 오프셋부터 $t(records, { "count": {{count}} })를 추가한다. 리더 에포크 {{leaderEpoch}}번',
  'fact.appended.batch': '{{producer}} 프로듀서의 {{batch}}번 배치이며 {{baseOffset}}번 오프셋에서 시작한다',
  'fact.produce.parked':
    '$t(Who.{{role}})가 ISR 전체가 가질 때까지 Produce {{id}}번 요청을 붙잡아 둔다. 늦어도 {{deadline}} 시점까지다',
  'fact.produce.answered': '$t(Who.{{role}})가 Produce {{id}}번 요청에 성공으로 응답한다',
  'fact.produce.answered.error': '$t(Who.{{role}})가 Produce {{id}}번 요청에 {{error}} 오류로 응답한다',
  'fact.produce.expired': '$t(Who.{{role}})가 Produce {{id}}번 요청을 포기한다. ISR이 제때 가지지 못했다',
  'fact.fetch.parked':
    '$t(Who.{{role}})가 읽을 것이 생길 때까지 Fetch {{id}}번 요청을 붙잡아 둔다. 늦어도 {{deadline}} 시점까지다',
  'fact.fetch.served': '$t(Who.{{role}})가 Fetch {{id}}번 요청에 {{bytes}}바이트로 응답한다',
  'fact.replicated':
    '$t(Who.{{role}})가 {{leader}}번 브로커에서 {{partition}} 파티션의 {{fromOffset}}번 오프셋부터 {{endOffset}}번 앞까지 복제한다',
  'fact.highWatermark.advanced':
    '{{partition}} 파티션의 ISR 전체가 {{to}}번 오프셋 앞까지 가졌다. $t(who.{{role}})가 하이 워터마크를 {{from}}번에서 올린다',
  'fact.highWatermark.followed':
    '$t(Who.{{role}})가 {{partition}} 파티션의 하이 워터마크를 {{from}}번에서 {{to}}번으로 넘겨받는다',
  'fact.isr.shrinkWanted':
    '$t(Who.{{role}})가 {{broker}}번 브로커를 {{partition}} 파티션의 ISR에서 빼 달라고 요청한다. {{lag}} 동안 따라잡지 못했다',
  'fact.isr.expandWanted':
    '$t(Who.{{role}})가 {{broker}}번 브로커를 {{partition}} 파티션의 ISR에 넣어 달라고 요청한다. {{endOffset}}번 오프셋까지 따라잡았다',
  'fact.isr.changed': '$t(Who.{{role}}): {{partition}} 파티션의 ISR은 이제 {{size}}개 레플리카다',
  'fact.alterPartition.failed': '$t(Who.{{role}}): {{partition}} 파티션의 ISR 변경이 거절되었다: {{error}}',
  'fact.alterPartition.failed.whole': '$t(Who.{{role}}): ISR 변경 요청이 거절되었다: {{error}}',
  'fact.leader.became':
    '$t(Who.{{role}})가 리더 에포크 {{leaderEpoch}}번에서 {{partition}} 파티션을 {{logEnd}}번 오프셋부터 이끈다',
  'fact.follower.became':
    '$t(Who.{{role}})가 리더 에포크 {{leaderEpoch}}번에서 {{partition}} 파티션의 {{leader}}번 브로커를 따른다',
  'fact.leaderless':
    '$t(Who.{{role}})가 {{partition}} 파티션에 리더가 없음을 알게 된다. 리더 에포크 {{leaderEpoch}}번',
  'fact.truncated':
    '$t(Who.{{role}})가 {{partition}} 파티션의 로그를 {{from}}번 오프셋에서 {{to}}번으로 잘라 낸다. 그 뒤는 리더의 로그에 없다',
  'fact.diverged':
    '$t(Who.{{role}})가 {{follower}}번 브로커에 {{partition}} 파티션의 에포크 {{epoch}}번은 {{endOffset}}번 오프셋에서 끝났다고 알린다',
  'fact.fetch.failed': '$t(Who.{{role}})가 {{partition}} 파티션을 복제하지 못한다: {{error}}',
  'fact.fetch.failed.whole': '$t(Who.{{role}})의 fetch가 거절되었다: {{error}}',
  'fact.session.opened':
    '$t(Who.{{role}})가 $t(partitions, { "count": {{partitions}} })를 담은 fetch 세션 {{session}}번을 연다',
  'fact.logs.recovered': '$t(Who.{{role}})가 로그 {{logs}}개를 복구했다. 읽은 양은 {{bytes}}바이트',
  'fact.highWatermark.checkpointed':
    '$t(Who.{{role}})가 레플리카 {{replicas}}개의 하이 워터마크를 디스크에 쓴다',
  'fact.log.tailLost':
    '$t(Who.{{role}})가 {{partition}} 파티션 로그의 끝을 잃었다. {{to}}번부터 {{from}}번 앞까지 플러시하지 않았다',
  'fact.replica.seen':
    '$t(Who.{{role}}): {{broker}}번 브로커가 {{partition}} 파티션을 {{endOffset}}번 오프셋 앞까지 가졌다',
  'fact.duplicate.batch':
    '$t(Who.{{role}})는 {{partition}} 파티션의 이 배치를 {{baseOffset}}번 오프셋에 이미 가지고 있다. 쓰지 않고 성공으로 답한다',
  'fact.request.queued': '$t(Who.{{role}})가 {{api}} {{id}}번 요청을 큐에 넣는다',
  'fact.metadata.answered': '$t(Who.{{role}})가 Metadata {{id}}번 요청에 응답한다',
  'fact.offsets.answered': '$t(Who.{{role}})가 오프셋을 묻는 {{id}}번 요청에 응답한다',
  'fact.fetcher.started':
    '$t(Who.{{role}})가 {{leader}}번 브로커에서 {{partition}} 파티션을 {{fromOffset}}번 오프셋부터 fetch하기 시작한다',
  'fact.producerId.allotted': '$t(Who.{{role}})가 프로듀서 ID {{producerId}}번을 나누어 준다',
}
