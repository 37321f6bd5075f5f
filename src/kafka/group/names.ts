// A partition's name taken apart: topics may have dashes in them.

export function topicOf(partition: string): string {
  return partition.slice(0, partition.lastIndexOf('-'))
}

export function indexOf(partition: string): number {
  return Number(partition.slice(partition.lastIndexOf('-') + 1))
}

/** By topic, then by number. */
export function comparePartitions(a: string, b: string): number {
  const first = topicOf(a)
  const second = topicOf(b)
  if (first !== second) return first < second ? -1 : 1
  return indexOf(a) - indexOf(b)
}
