// Takes up kept work: opens its run and does again, in order, what was done by hand. The engine being what it is, every branch comes back.

import type { Session } from '../play/session.ts'
import { openLens } from '../state/lens.ts'
import { useRun } from '../state/run-state.ts'
import { select } from '../state/selection.ts'
import type { JournalEntry } from './journal.ts'
import { note } from './journal.ts'
import type { KeptWork } from './kept-work.ts'

const POLL_MS = 25

export async function takeUp(session: Session, work: KeptWork): Promise<void> {
  await session.open(work.source)
  await session.inTurn(() => doAllAgain(session, work))
}

async function doAllAgain(session: Session, work: KeptWork): Promise<void> {
  const { info, source } = useRun.getState()
  // Refused, the run before it stays on the stage: what was done to another is not done to it.
  if (info === null || source !== work.source) return
  try {
    if (work.endUs > info.untilUs) await session.host.extend(0, work.endUs)
    for (const entry of work.journal) await doAgain(session, entry)
    const { branches } = useRun.getState().info ?? info
    if (branches.some(({ id }) => id === work.branch)) session.player.switchBranch(work.branch)
    if (work.event >= 0) session.player.seek({ by: 'event', event: work.event })
    openLens(work.lens)
    select(work.selected)
  } catch (error) {
    useRun.setState({ failure: error instanceof Error ? error.message : String(error) })
  }
}

async function doAgain({ host }: Session, entry: JournalEntry): Promise<void> {
  switch (entry.kind) {
    case 'input': {
      const { branch, made, event, timeUs, input, args } = entry
      // Whether it makes a branch of its own hangs on what had been seen.
      await see({ host }, branch, made === branch ? event : event + 1)
      const answer = await host.input(branch, event, timeUs, input, args)
      useRun.setState({ info: answer })
      note({ ...entry, made: answer.branch })
      return
    }
    case 'rename':
      useRun.setState({ info: await host.renameBranch(entry.branch, entry.name) })
      note(entry)
      return
    case 'delete':
      useRun.setState({ info: await host.deleteBranch(entry.branch) })
      note(entry)
  }
}

/** Waits until an event is computed, and looks at it. */
async function see({ host }: Pick<Session, 'host'>, branch: number, event: number): Promise<void> {
  for (;;) {
    const rows = await host.timeline(branch)
    if (rows.events > event || rows.computedUs >= rows.endUs) break
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  const at = { by: 'event', event } as const
  await host.frame({ branch, at, lens: 'cluster', inspect: null, viewpoint: null, since: 0 })
}
