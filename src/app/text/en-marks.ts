// Marks on the timeline in three or four words, by the fact that made them; in English.

export const MARKS_EN: Record<string, string> = {
  'mark.link.cut': '{{from}} → {{to}} cut',
  'mark.link.healed': '{{from}} → {{to}} healed',
  'mark.log.tailLost': '{{partition}}: tail lost',
  'mark.metadata.lost': '$t(Who.{{role}}): metadata tail lost',
  'mark.metadata.truncated': '$t(Who.{{role}}): metadata cut',
  'mark.partition.isrChanged': '{{partition}}: ISR {{isrBefore}} → {{isr}}',
  'mark.partition.leaderElected': '{{partition}}: broker {{leader}} leads',
  'mark.partition.leaderless': '{{partition}}: no leader',
  'mark.process.killed': '$t(Who.{{role}}) killed',
  'mark.process.paused': '$t(Who.{{role}}) paused',
  'mark.process.powerLost': '$t(Who.{{role}}) loses power',
  'mark.process.resumed': '$t(Who.{{role}}) resumes',
  'mark.process.started': '$t(Who.{{role}}) starts',
  'mark.process.stopping': '$t(Who.{{role}}) stops',
  'mark.raft.leader': '$t(Who.{{role}}) active',
  'mark.raft.resigned': '$t(Who.{{role}}) resigns',
  'mark.raft.resigned.other': '$t(Who.{{role}}) resigns',
  'mark.truncated': '{{partition}}: cut back to {{to}}',
  'mark.truncation.detected': '{{partition}}: truncation seen',
}
