// Marks on the timeline in three or four words, by the fact that made them; in Korean.

export const MARKS_KO: Record<string, string> = {
  'mark.link.cut': '{{from}} → {{to}} 끊김',
  'mark.link.healed': '{{from}} → {{to}} 복구',
  'mark.log.tailLost': '{{partition}} 끝부분 소실',
  'mark.metadata.lost': '$t(Who.{{role}}) 메타데이터 끝부분 소실',
  'mark.metadata.truncated': '$t(Who.{{role}}) 메타데이터 잘림',
  'mark.partition.isrChanged': '{{partition}} ISR: {{isrBefore}} → {{isr}}',
  'mark.partition.leaderElected': '{{partition}} 리더: {{leader}}번 브로커',
  'mark.partition.leaderless': '{{partition}} 리더 없음',
  'mark.process.killed': '$t(Who.{{role}}) 강제 종료',
  'mark.process.paused': '$t(Who.{{role}}) 멈춤',
  'mark.process.powerLost': '$t(Who.{{role}}) 전원 차단',
  'mark.process.resumed': '$t(Who.{{role}}) 재개',
  'mark.process.started': '$t(Who.{{role}}) 시작',
  'mark.process.stopping': '$t(Who.{{role}}) 정상 종료',
  'mark.raft.leader': '$t(Who.{{role}}) 활성',
  'mark.raft.resigned': '$t(Who.{{role}}) 사임',
  'mark.raft.resigned.other': '$t(Who.{{role}}) 사임',
  'mark.truncated': '{{partition}} 로그 잘림: {{to}}번 앞까지',
  'mark.truncation.detected': '{{partition}} 잘림 발견',
}
