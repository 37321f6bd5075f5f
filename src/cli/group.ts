// `group`: the partition of __consumer_offsets whose leader coordinates a group, and why.

import { coordinatorAbs, coordinatorPartition, javaHash } from '../kafka/assignors/java-hash.ts'
import { partitionCount } from './partition-count.ts'
import type { Answer } from './run-command.ts'
import { labelled } from './table.ts'
import type { Words } from './words.ts'

/** offsets.topic.num.partitions. */
const OFFSETS_PARTITIONS = 50

export interface GroupOptions {
  readonly partitions?: string
  readonly json?: boolean
}

export function groupCommand(words: Words, id: string, options: GroupOptions): Answer {
  const partitions = partitionCount(words, options.partitions, OFFSETS_PARTITIONS)
  const hash = javaHash(id)
  const absolute = coordinatorAbs(hash)
  const partition = coordinatorPartition(id, partitions)
  if (options.json === true) {
    return { lines: [JSON.stringify({ javaHash: hash, abs: absolute, partition })], code: 0 }
  }
  const lines = labelled([
    [words.say('label.group'), id],
    [words.say('label.javaHash'), String(hash)],
    [
      words.say('label.absolute'),
      words.say(absolute === 0 ? 'absoluteOfMin' : 'absolute', { hash, absolute }),
    ],
    [words.say('label.partition'), `${absolute} % ${partitions} = ${partition}`],
    [words.say('label.coordinator'), words.say('coordinator', { partition })],
  ])
  return { lines, code: 0 }
}
