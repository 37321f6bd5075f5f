// What a hand can do to one thing at one moment, asked when its menu opens.

import { branchOf } from '../run/run.ts'
import { seek } from '../run/seek.ts'
import { handRows } from '../view/hand-rows.ts'
import type { HandRow } from '../view/rows.ts'
import type { OpenRun } from './open-run.ts'

export interface HandTools {
  /** The inputs that apply to a message or a timer just after an event. */
  hands(branch: number, event: number, address: string): Promise<readonly HandRow[]>
}

export function handTools(opened: () => OpenRun): HandTools {
  return {
    async hands(branch, event, address) {
      const { run } = opened()
      const seeked = seek(run, branchOf(run, branch), event)
      return seeked.kind === 'diverged' ? [] : handRows(seeked.world, address)
    },
  }
}
