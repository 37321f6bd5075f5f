// Where each reader of a partition stands.

import { groupIds, groupTruth } from '../kafka/group/truth.ts'
import type { LogReaderRow } from './log-rows.ts'
import type { Scene } from './scene.ts'

export function readerRows(scene: Scene, partition: string): LogReaderRow[] {
  const rows: LogReaderRow[] = []
  for (const consumer of scene.things.consumer) {
    const mine = consumer.partitions.find((each) => each.name === partition)
    if (mine === undefined || mine.position < 0) continue
    const name = consumer.address.slice('consumer:'.length)
    rows.push({ address: `client:${name}`, name, kind: 'position', offset: mine.position })
  }
  return [...rows, ...committedRows(scene, partition)]
}

/** What each group has committed, as its coordinator knows it. */
function committedRows({ world, truth }: Scene, partition: string): LogReaderRow[] {
  const rows: LogReaderRow[] = []
  for (const id of groupIds(world)) {
    const committed = groupTruth(world, id, truth).group?.offsets.get(partition)
    if (committed === undefined) continue
    rows.push({ address: `group:${id}`, name: id, kind: 'committed', offset: committed.offset })
  }
  return rows
}
