// 레코드의 이상 현상: 무엇이 누구에게 일어났는지. 그리고 설정이 허용한 유실.

export const ANOMALIES_KO: { readonly [key: string]: string } = {
  'anomaly.lost':
    '{{who}} 프로듀서의 레코드 {{count}}개가 응답받은 뒤 사라졌다: {{partition}} 파티션의 오프셋 {{from}}–{{last}}',
  'anomaly.g1a':
    '{{who}} 컨슈머가 받은 레코드 {{count}}개가 사라졌다: {{partition}} 파티션의 오프셋 {{from}}–{{last}}',
  'anomaly.precommittedReads':
    '{{who}} 컨슈머가 커밋되기 전의 레코드를 받았다: {{partition}} 파티션의 오프셋 {{from}}–{{last}}',
  'anomaly.inconsistentOffsets':
    '{{who}} 컨슈머가 같은 오프셋에서 전에 읽힌 것과 다른 레코드 {{count}}개를 받는다: {{partition}} 파티션의 오프셋 {{from}}–{{last}}',
  'anomaly.duplicated':
    '{{who}} 프로듀서의 레코드 {{count}}개가 다시 추가된다: {{partition}} 파티션의 오프셋 {{from}}–{{last}}',
  'anomaly.reordered':
    '{{who}} 프로듀서의 레코드 {{count}}개가 더 나중 레코드의 뒤에 추가된다: {{partition}} 파티션의 오프셋 {{from}}–{{last}}',
  'anomaly.reprocessed':
    '{{who}}: 레코드 {{count}}개를 다시 처리한다: {{partition}} 파티션의 오프셋 {{from}}–{{last}}',
  'anomaly.nonmonotonicPolls':
    '{{who}} 컨슈머의 {{partition}} 파티션 위치가 뒤로 간다: 오프셋 {{from}}–{{last}} 구간이 다시 온다',
  'anomaly.pollSkips': '{{who}} 컨슈머가 {{partition}} 파티션의 오프셋 {{from}}–{{last}} 구간을 건너뛴다',
  'anomaly.lost.one':
    '{{who}} 프로듀서의 레코드 하나가 응답받은 뒤 사라졌다: {{partition}} 파티션의 오프셋 {{from}}',
  'anomaly.g1a.one': '{{who}} 컨슈머가 받은 레코드 하나가 사라졌다: {{partition}} 파티션의 오프셋 {{from}}',
  'anomaly.precommittedReads.one':
    '{{who}} 컨슈머가 커밋되기 전의 레코드를 받았다: {{partition}} 파티션의 오프셋 {{from}}',
  'anomaly.inconsistentOffsets.one':
    '{{who}} 컨슈머가 같은 오프셋에서 전에 읽힌 것과 다른 레코드를 받는다: {{partition}} 파티션의 오프셋 {{from}}',
  'anomaly.duplicated.one':
    '{{who}} 프로듀서의 레코드 하나가 다시 추가된다: {{partition}} 파티션의 오프셋 {{from}}',
  'anomaly.reordered.one':
    '{{who}} 프로듀서의 레코드 하나가 더 나중 레코드의 뒤에 추가된다: {{partition}} 파티션의 오프셋 {{from}}',
  'anomaly.reprocessed.one': '{{who}}: 레코드 하나를 다시 처리한다: {{partition}} 파티션의 오프셋 {{from}}',
  'anomaly.nonmonotonicPolls.one':
    '{{who}} 컨슈머의 {{partition}} 파티션 위치가 뒤로 간다: 오프셋 {{from}} 레코드가 다시 온다',
  'anomaly.pollSkips.one': '{{who}} 컨슈머가 {{partition}} 파티션의 오프셋 {{from}} 레코드를 건너뛴다',

  'allowed.acks-all':
    '{{partition}} 파티션에서 응답한 레코드 {{records}}개가 사라졌다. acks={{acks}} 설정에서는 그럴 수 있다',
  'allowed.no-unclean-election':
    '{{partition}} 파티션에서 응답한 레코드 {{records}}개가 사라졌다. 비정상 선출을 하면 그럴 수 있다',
  'allowed.fewer-unclean-stops-than-min-isr':
    '{{partition}} 파티션에서 응답한 레코드 {{records}}개가 사라졌다. min.insync.replicas 수만큼의 레플리카가 비정상 종료되었다',
  'allowed.elr-for-power-loss':
    '{{partition}} 파티션에서 응답한 레코드 {{records}}개가 사라졌다. ELR이 꺼진 채 정전이 있었다(eligible.leader.replicas.version=0)',
  'allowed.min-isr-unchanged':
    '{{partition}} 파티션에서 응답한 레코드 {{records}}개가 사라졌다. min.insync.replicas 값이 바뀌었다',
}
