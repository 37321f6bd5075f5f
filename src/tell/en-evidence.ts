// What exactly an invariant found when it did not hold, in English. It follows the promise that was broken and the partition, group or client.

export const EVIDENCE_EN: { readonly [key: string]: string } = {
  'evidence.offsets': 'offsets {{from}} to {{last}}',
  'evidence.logs-part': 'the logs on brokers {{node}} and {{other}} differ below offset {{below}}',
  'evidence.epoch': 'two leaders in epoch {{epoch}}',
  'evidence.epoch-fell': 'broker {{node}} knew epoch {{before}} and now takes {{epoch}}',
  'evidence.watermark-fell': 'the high watermark goes from {{from}} to {{to}} within epoch {{epoch}}',
  'evidence.committed-below-min-isr':
    'the high watermark goes to {{to}} with the ISR [{{isr}}], below the min ISR of {{minIsr}}',
  'evidence.latest-fell': '{{who}} was told offset {{before}} before, and {{offset}} now',
  'evidence.read-ahead': '{{who}} reads up to offset {{to}}, but only {{committed}} are committed',
  'evidence.read-jump': '{{who}} goes on at offset {{from}}, not at {{next}}',
  'evidence.appended-again': 'batch {{batch}} of {{who}} is appended again',
  'evidence.appended-behind': 'batch {{batch}} of {{who}} is appended behind its batch {{before}}',
  'evidence.processed-again': '{{who}} processes {{again}} of the offsets {{from}} to {{last}} again',
  'evidence.committed-beyond': 'group {{group}} commits offset {{offset}}, but the log ends at {{end}}',
  'evidence.committed-early':
    'group {{group}} commits offset {{offset}}, but has processed only up to {{doneTo}}',
  'evidence.two-owners': 'generation {{generation}} of {{group}} gives it to {{one}} and to {{other}}',
  'evidence.granted-while-held': '{{group}} grants it to {{to}} while {{holder}} holds it',
  'evidence.commit-of-nobody':
    'the commit bears no member id and generation {{generation}}, but the group has members',
  'evidence.commit-of-stranger':
    '{{member}} commits in generation {{generation}}, but is no member by the log',
  'evidence.commit-of-generation':
    '{{member}} commits in generation {{generation}}, but by the log its generation is {{written}}',
  'evidence.metadata-lost':
    'node {{node}} leads with a log that ends at {{end}}; offset {{offset}} had been committed in epoch {{epoch}}',
  'evidence.metadata-logs-part': 'the logs of nodes {{node}} and {{other}} differ at offset {{offset}}',
  'evidence.leader-outside-isr':
    'the leader {{leader}} is not in the ISR [{{isr}}] (ELR [{{elr}}], replicas [{{replicas}}])',
  'evidence.isr-of-strangers':
    'the ISR [{{isr}}] names a broker that is no replica: [{{replicas}}] (leader {{leader}}, ELR [{{elr}}])',
  'evidence.elr-of-strangers':
    'the ELR [{{elr}}] names a broker that is no replica: [{{replicas}}] (leader {{leader}}, ISR [{{isr}}])',
  'evidence.isr-and-elr':
    'a broker is in the ISR [{{isr}}] and in the ELR [{{elr}}] (leader {{leader}}, replicas [{{replicas}}])',
}
