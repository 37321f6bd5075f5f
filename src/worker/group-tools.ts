// What the groups lens asks of an open run: the stories of its groups, and the same run under other protocols.

import { headEvent } from '../run/branch.ts'
import { chunkAt } from '../run/rows.ts'
import { branchOf } from '../run/run.ts'
import type { GroupStory } from '../view/group-rows.ts'
import { feedGroupLog, newGroupLog, storiesOf } from '../view/group-told.ts'
import type { Turns } from './compute-ahead.ts'
import type { ProtocolStory } from './group-protocols.ts'
import { protocolStories } from './group-protocols.ts'
import type { OpenRun } from './open-run.ts'

export interface GroupTools {
  /** The stories as far as the branch has been computed. */
  groups(branch: number): Promise<{ readonly stories: readonly GroupStory[]; readonly computedUs: number }>
  /** The same scenario, seed and inputs under three ways to rebalance, up to a moment. */
  groupProtocols(branch: number, untilUs: number): Promise<readonly ProtocolStory[]>
}

export function groupTools(opened: () => OpenRun, turns: Turns): GroupTools {
  return {
    async groups(id) {
      const open = opened()
      const branch = branchOf(open.run, id)
      const log = open.groups[branch.id] ?? newGroupLog()
      open.groups[branch.id] = log
      while (log.nextEvent <= headEvent(branch))
        feedGroupLog(log, branch.head.world, chunkAt(open.run, branch, log.nextEvent))
      return { stories: storiesOf(log, branch.computedUs), computedUs: branch.computedUs }
    },

    async groupProtocols(id, untilUs) {
      const open = opened()
      return protocolStories(open.scenario, branchOf(open.run, id).inputs.list, untilUs, turns)
    },
  }
}
