// `key`: the partition that a record with this key goes to, and why.

import { partitionForKey } from '../kafka/workload/key-hash.ts'
import { murmur2, toPositive, utf8Bytes } from '../kafka/workload/murmur2.ts'
import { partitionCount } from './partition-count.ts'
import type { Answer } from './run-command.ts'
import { labelled } from './table.ts'
import type { Words } from './words.ts'

export interface KeyOptions {
  readonly partitions?: string
  readonly json?: boolean
}

export function keyCommand(words: Words, key: string, options: KeyOptions): Answer {
  const partitions = partitionCount(words, options.partitions, null)
  const bytes = utf8Bytes(key)
  const hash = murmur2(bytes)
  const partition = partitionForKey(key, partitions)
  if (options.json === true) return { lines: [JSON.stringify({ murmur2: hash, partition })], code: 0 }
  const positive = toPositive(hash)
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
  const lines = labelled([
    [words.say('label.key'), key],
    [words.say('label.bytes'), hex || words.say('noBytes')],
    ['murmur2', String(hash)],
    [words.say('label.positive'), `${hash} & 0x7fffffff = ${positive}`],
    [words.say('label.partition'), `${positive} % ${partitions} = ${partition}`],
  ])
  return { lines, code: 0 }
}
