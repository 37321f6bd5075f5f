// Planted bugs in what the controller writes (plants.ts): for the tests of the comparison with recordings.

import type { World } from '../../sim/world.ts'
import type { Image } from '../metadata/image.ts'
import type { MetadataRecord, PartitionChangeRecord } from '../metadata/records.ts'
import { partitionName } from '../metadata/records.ts'
import { isPlanted } from '../plants.ts'

export function plantedRecords(
  world: World,
  image: Readonly<Image>,
  records: readonly MetadataRecord[],
): readonly MetadataRecord[] {
  const last = records[records.length - 1]
  if (isPlanted(world, 'fenced-before-partitions') && last?.type === 'brokerRegistrationChange') {
    return [last, ...records.slice(0, -1)]
  }
  if (isPlanted(world, 'elr-not-cleared')) return records.filter(({ type }) => type !== 'clearElr')
  if (isPlanted(world, 'bootstrap-bare')) {
    return records.filter(({ type }) => type !== 'beginTransaction' && type !== 'endTransaction')
  }
  return records.map((record) =>
    record.type === 'partitionChange' ? plantedChange(world, image, record) : record,
  )
}

function plantedChange(
  world: World,
  image: Readonly<Image>,
  record: PartitionChangeRecord,
): PartitionChangeRecord {
  if (isPlanted(world, 'isr-backwards') && record.isr !== null) {
    return { ...record, isr: record.isr.slice().reverse() }
  }
  if (isPlanted(world, 'elr-keeps-members') && record.elr?.length === 0) return { ...record, elr: null }
  if (isPlanted(world, 'elr-forgotten') && record.elr !== null) return { ...record, elr: [] }
  if (isPlanted(world, 'last-leader-forgotten')) return { ...record, lastKnownElr: null }
  if (isPlanted(world, 'leader-written-anew') && record.leader === null) {
    const state = image.partitions.get(partitionName(record.topic, record.index))
    return { ...record, leader: state?.leader ?? null }
  }
  return record
}
