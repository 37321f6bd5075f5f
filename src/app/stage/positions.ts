// Where a consumer stands, in the line of its box.

import type { ClientRow } from '../../view/rows.ts'

/** Positions of one topic stand together: orders 812·790·801. Where it has none, or has lost it, a dash stands. */
export function positionsText(positions: ClientRow['positions']): string {
  const topics = new Map<string, string[]>()
  for (const { partition, position } of positions) {
    const topic = partition.slice(0, partition.lastIndexOf('-'))
    topics.set(topic, [...(topics.get(topic) ?? []), position < 0 ? '–' : String(position)])
  }
  return [...topics].map(([topic, at]) => `${topic} ${at.join('·')}`).join(', ')
}
