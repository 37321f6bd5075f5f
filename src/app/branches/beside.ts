// The run that stands beside the one on the stage, to compare with: opened, let go, and brought onto the stage in its place.

import { create } from 'zustand'
import type { Beside, SameBut } from '../../worker/compare-tools.ts'
import type { OpenError, OpenSource } from '../../worker/protocol.ts'
import type { Session } from '../play/session.ts'
import { followReport } from '../reports/report-state.ts'
import type { LessonState } from '../state/lesson.ts'
import { useLesson } from '../state/lesson.ts'
import { EMPTY_RUN, useRun } from '../state/run-state.ts'
import { change } from '../state/settings.ts'
import type { JournalEntry } from '../work/journal.ts'
import { useJournal } from '../work/journal.ts'
import { onStage, useComparison } from './comparison.ts'

interface State {
  readonly beside: Beside | null
  /** What is on the stage since: another run there has none beside it. */
  readonly stage: OpenSource | null
  /** Where the reader was in the run beside, how far he had been shown it, what was done to it by hand, and what he answered in its lesson. */
  readonly left: {
    readonly branch: number
    readonly seenUs: number
    readonly journal: readonly JournalEntry[]
    readonly answers: LessonState['answers']
  }
}

const NOWHERE = { branch: 0, seenUs: 0, journal: [], answers: {} }

const useBeside = create<State>(() => ({ beside: null, stage: null, left: NOWHERE }))

/** null: there is none. */
export function useBesideRun(): Beside | null {
  const { beside, stage } = useBeside()
  const source = useRun((run) => run.source)
  return source === stage ? beside : null
}

/** Answers what was wrong with it, if anything was. */
export function openBeside(session: Session, wanted: OpenSource | SameBut): Promise<OpenError | null> {
  return session.inTurn(async () => {
    const answer = await session.host.openBeside(wanted)
    if (answer.kind === 'error') return answer
    const { source, branch } = useRun.getState()
    useBeside.setState({ beside: answer, stage: source, left: NOWHERE })
    useComparison.setState({ a: onStage(branch), b: { run: 'beside', branch: 0 } })
    return null
  })
}

export function closeBeside(session: Session): Promise<void> {
  return session.inTurn(async () => {
    useBeside.setState({ beside: null, stage: null, left: NOWHERE })
    const { branch } = useRun.getState()
    useComparison.setState({ a: onStage(branch), b: onStage(branch) })
    await session.host.closeBeside()
  })
}

/** A moment of a branch of either run; the run comes onto the stage if it is not there. */
export function show(
  session: Session,
  run: 'stage' | 'beside',
  branch: number,
  event: number,
): Promise<void> {
  const { player } = session
  change({ dialog: 'none' })
  return session.inTurn(async () => {
    player.pause()
    if (run === 'beside') {
      if ((await swap(session, branch)) === null) return
    } else if (useRun.getState().branch !== branch) player.switchBranch(branch)
    player.seek({ by: 'event', event })
  })
}

/** The run beside comes onto the stage, at the moment that is shown. */
export function bringOn(session: Session): Promise<void> {
  return session.inTurn(async () => {
    const shownUs = await swap(session, useBeside.getState().left.branch)
    if (shownUs !== null) session.player.seekTime(shownUs)
  })
}

/** Answers what moment the stage showed; null where there is nothing to swap with. */
async function swap(session: Session, branch: number): Promise<number | null> {
  const { host, player } = session
  const isThere = session.runAtHand()
  player.pause()
  await player.idle()
  const isStill = await isThere()
  const { beside, stage, left } = useBeside.getState()
  const here = useRun.getState()
  // Another run, opened meanwhile, has none beside it.
  if (!isStill || beside === null || here.source === null || here.source !== stage) return null
  const { entries } = useJournal.getState()
  const { answers } = useLesson.getState()
  const infos = await host.swapRuns()
  useLesson.setState({ answers: left.answers })
  useRun.setState({
    ...EMPTY_RUN,
    pace: here.pace,
    jumps: here.jumps + 1,
    info: infos.stage,
    source: beside.source,
    seedAsked: beside.source.seed ?? null,
    branch,
    seenUs: left.seenUs,
  })
  useJournal.setState({ entries: left.journal })
  useBeside.setState({
    beside: { kind: 'beside', info: infos.beside, source: here.source },
    stage: beside.source,
    left: { branch: here.branch, seenUs: here.seenUs, journal: entries, answers },
  })
  const { a, b } = useComparison.getState()
  useComparison.setState({ a: swapped(a), b: swapped(b) })
  player.reset()
  void followReport(host, ['report', 'link'].includes(beside.source.kind)).catch(() => undefined)
  return here.cursorUs
}

function swapped<Side extends { readonly run: 'stage' | 'beside' }>(side: Side): Side {
  return { ...side, run: side.run === 'stage' ? 'beside' : 'stage' }
}
