// `--partitions` as given on the command line.

import { UsageError } from './usage-error.ts'
import type { Words } from './words.ts'

const PARTITIONS_MAX = 1_000_000

export function partitionCount(words: Words, text: string | undefined, fallback: number | null): number {
  if (text === undefined && fallback !== null) return fallback
  const count = text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : 0
  if (count >= 1 && count <= PARTITIONS_MAX) return count
  throw new UsageError(
    text === undefined
      ? words.say('needsPartitions')
      : words.say('notAPartitionCount', { text, max: PARTITIONS_MAX }),
  )
}
