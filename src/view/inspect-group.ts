// A group in the inspector: what its coordinator holds of it.

import { groupTruth } from '../kafka/group/truth.ts'
import { groupRows } from './group-table.ts'
import type { FieldPair } from './inspect-row.ts'
import { absent, group, here } from './inspect-row.ts'
import type { InspectRow } from './rows.ts'
import type { Scene } from './scene.ts'

export function inspectGroup(scene: Scene, address: string, name: string): InspectRow {
  const row = groupRows(scene).find((one) => one.group === name)
  if (row === undefined) return absent(address, 'group', 'notYet')
  const { partition } = groupTruth(scene.world, name, scene.truth)
  return here(address, 'group', [
    group('state', [
      ['protocol', row.protocol],
      ['state', row.state],
      ['epoch', row.epoch],
      ['assignor', row.assignor],
      ['leader', row.leader],
      ['coordinator', `broker:${row.coordinator}`],
      ['partition', `partition:__consumer_offsets-${partition}`],
    ]),
    group(
      'members',
      row.members.map((member): FieldPair => [member.memberId, member.assigned.join(' ')]),
    ),
    group(
      'committed',
      row.offsets
        .filter(({ committed }) => committed >= 0)
        .map(({ partition: of, committed, lag }): FieldPair => [of, `${committed} (${lag})`]),
    ),
  ])
}
