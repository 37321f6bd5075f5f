// Anomalies of records in English: what befell whom; and losses of acknowledged records that a setting allowed.

export const ANOMALIES_EN: { readonly [key: string]: string } = {
  'anomaly.lost':
    '{{count}} records of {{who}}, offsets {{from}} to {{last}} of {{partition}}, were acknowledged and are gone',
  'anomaly.g1a':
    '{{who}} was given {{count}} records, offsets {{from}} to {{last}} of {{partition}}, that are gone',
  'anomaly.precommittedReads':
    '{{who}} was given offsets {{from}} to {{last}} of {{partition}} before they were committed',
  'anomaly.inconsistentOffsets':
    'At offsets {{from}} to {{last}} of {{partition}} {{who}} finds {{count}} other records than were read there before',
  'anomaly.duplicated':
    '{{count}} records of {{who}} are appended again at offsets {{from}} to {{last}} of {{partition}}',
  'anomaly.reordered':
    '{{count}} records of {{who}} are appended behind later ones, at offsets {{from}} to {{last}} of {{partition}}',
  'anomaly.reprocessed':
    '{{who}} processes {{count}} records again: offsets {{from}} to {{last}} of {{partition}}',
  'anomaly.nonmonotonicPolls':
    'The position of {{who}} in {{partition}} goes back: offsets {{from}} to {{last}} come again',
  'anomaly.pollSkips': '{{who}} passes over offsets {{from}} to {{last}} of {{partition}}',
  'anomaly.lost.one': 'A record of {{who}}, offset {{from}} of {{partition}}, was acknowledged and is gone',
  'anomaly.g1a.one': '{{who}} was given a record, offset {{from}} of {{partition}}, that is gone',
  'anomaly.precommittedReads.one':
    '{{who}} was given offset {{from}} of {{partition}} before it was committed',
  'anomaly.inconsistentOffsets.one':
    'At offset {{from}} of {{partition}} {{who}} finds another record than was read there before',
  'anomaly.duplicated.one': 'A record of {{who}} is appended again at offset {{from}} of {{partition}}',
  'anomaly.reordered.one':
    'A record of {{who}} is appended behind later ones, at offset {{from}} of {{partition}}',
  'anomaly.reprocessed.one': '{{who}} processes a record again: offset {{from}} of {{partition}}',
  'anomaly.nonmonotonicPolls.one':
    'The position of {{who}} in {{partition}} goes back: offset {{from}} comes again',
  'anomaly.pollSkips.one': '{{who}} passes over offset {{from}} of {{partition}}',

  'allowed.acks-all': '{{records}} acknowledged records of {{partition}} are lost, as acks={{acks}} allows',
  'allowed.no-unclean-election':
    '{{records}} acknowledged records of {{partition}} are lost, as an unclean election allows',
  'allowed.fewer-unclean-stops-than-min-isr':
    '{{records}} acknowledged records of {{partition}} are lost: as many replicas stopped uncleanly as min.insync.replicas asks for',
  'allowed.elr-for-power-loss':
    '{{records}} acknowledged records of {{partition}} are lost: power was lost while ELR is off (eligible.leader.replicas.version=0)',
  'allowed.min-isr-unchanged':
    '{{records}} acknowledged records of {{partition}} are lost: min.insync.replicas had been changed',
}
