// Bug reports, what a healed cluster waits for, and what a shrink got rid of, in English.

export const REPORT_EN: { readonly [key: string]: string } = {
  'scenario.report.noFormat': 'this is not a bug report: the key format is missing',
  'scenario.report.badFormat': 'format is a whole number from 1 on',
  'scenario.report.newerFormat':
    'the report has format {{format}}; formats up to {{newest}} are known here: a newer Highwater wrote it',
  'scenario.report.hashOrder': 'hashes stand in the order of their events, each event once',
  'scenario.report.hashBeyond': 'a hash lies beyond the moment of the report',
  'waiting.controller': 'no controller is active',
  'waiting.metadata': 'node {{node}} is {{records}} metadata records behind',
  'waiting.broker': 'broker {{node}} is in state {{state}}, not yet running',
  'waiting.unfencing': 'broker {{node}} is fenced',
  'waiting.leader': '{{partition}} has no leader; its ISR is [{{isr}}]',
  'waiting.isr': 'the ISR of {{partition}} is [{{isr}}], its replicas are [{{replicas}}]',
  'waiting.leaderToKnow': 'broker {{node}} leads {{partition}} and does not know it',
  'waiting.epoch': '{{partition}} on broker {{node}} has not heard of leader epoch {{epoch}}',
  'waiting.log': '{{partition}} on broker {{node}} ends at {{end}}, on its leader at {{leaderEnd}}',
  'waiting.highWatermark':
    'the high watermark of {{partition}} on broker {{node}} is {{highWatermark}}, the end of the log {{end}}',
  'waiting.producer': '{{client}} has {{records}} records without an answer',
  'waiting.consumer': '{{client}} has read {{partition}} up to {{position}}, not to the high watermark',
  'shrink.inputs': 'removed {{removed}} of {{of}} inputs',
  'shrink.clients': 'did without clients: {{times}}',
  'shrink.topics': 'did without topics: {{times}}',
  'shrink.partitions': 'topics that made do with one partition: {{times}}',
  'shrink.brokers': 'did without brokers: {{times}}',
  'shrink.controllers': 'did without controllers: {{times}}',
  'shrink.simpler': 'times that the load or the network got simpler: {{times}}',
  'shrink.time': 'shortened the run from {{from}} s to {{to}} s',
  'scenario.report.damagedLink': 'the link is damaged: part of it is missing or was changed',
}
