// What can be done to consumers by hand, in English: a note for each.

export const CONSUMERS_EN: { readonly [key: string]: string } = {
  'input.add-member.note': 'set up like the members that are there',
  'input.change-assignor.note': 'read when it starts next',
  'input.commit.note': 'its positions, as they are',
  'input.pause-partition.note': 'its consumer fetches no more of it',
  'input.reset-offsets.note': 'refused while the group has members',
  'input.resume-partition.note': 'its consumer fetches it again',
  'input.seek.note': 'to an offset, without a request',
  'input.send-record.note': 'with a key, or without',
  'input.slow-consumer.note': 'time for each record',
  'input.stick-consumer.note': 'at its next record; heartbeats go on',
}
