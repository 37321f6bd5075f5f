// Takes up kept work: opens its run and does again, in order, what was done by hand. The engine being what it is, every branch comes back.

import type { RunAtHand, Session } from '../play/session.ts'
import { openLens } from '../state/lens.ts'
import { useRun } from '../state/run-state.ts'
import { select } from '../state/selection.ts'
import type { JournalEntry } from './journal.ts'
import { note } from './journal.ts'
import type { KeptWork } from './kept-work.ts'

const POLL_MS = 25

let underWay = 0

/** Until all of it has been done again, what is there is not the work. */
export function isTakingUp(): boolean {
  return underWay > 0
}

export async function takeUp(session: Session, work: KeptWork): Promise<void> {
  underWay += 1
  try {
    await session.open(work.source)
    await session.inTurn(() => doAllAgain(session, work))
  } finally {
    underWay -= 1
  }
}

async function doAllAgain(session: Session, work: KeptWork): Promise<void> {
  const { info, source } = useRun.getState()
  // Refused, the run before it stays on the stage: what was done to another is not done to it.
  if (info === null || source !== work.source) return
  const isThere = session.runAtHand()
  try {
    if (work.endUs > info.untilUs) await session.host.extend(0, work.endUs)
    for (const entry of work.journal) if (!(await doAgain(session, entry, isThere))) return
    const { branches } = useRun.getState().info ?? info
    if (branches.some(({ id }) => id === work.branch)) session.player.switchBranch(work.branch)
    if (work.event >= 0) session.player.seek({ by: 'event', event: work.event })
    openLens(work.lens)
    select(work.selected)
  } catch (error) {
    useRun.setState({ failure: error instanceof Error ? error.message : String(error) })
  }
}

/** False when another run was opened meanwhile: what is left is not done to it. */
async function doAgain({ host }: Session, entry: JournalEntry, isThere: RunAtHand): Promise<boolean> {
  // Whether an input makes a branch of its own hangs on what had been seen.
  if (entry.kind === 'input') {
    const { branch, made, event } = entry
    await see({ host }, branch, made === branch ? event : event + 1, isThere)
  }
  if (!(await isThere())) return false
  switch (entry.kind) {
    case 'input': {
      const { branch, event, timeUs, input, args } = entry
      const answer = await host.input(branch, event, timeUs, input, args)
      useRun.setState({ info: answer })
      note({ ...entry, made: answer.branch })
      return true
    }
    case 'rename':
      useRun.setState({ info: await host.renameBranch(entry.branch, entry.name) })
      note(entry)
      return true
    case 'delete':
      useRun.setState({ info: await host.deleteBranch(entry.branch) })
      note(entry)
      return true
  }
}

/** Waits until an event is computed, and looks at it. */
async function see(
  { host }: Pick<Session, 'host'>,
  branch: number,
  event: number,
  isThere: RunAtHand,
): Promise<void> {
  for (;;) {
    if (!(await isThere())) return
    const rows = await host.timeline(branch)
    if (rows.events > event || rows.computedUs >= rows.endUs) break
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  const at = { by: 'event', event } as const
  await host.frame({ branch, at, lens: 'cluster', inspect: null, viewpoint: null, since: 0 })
}
