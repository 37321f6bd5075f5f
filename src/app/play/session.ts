// One open run: opens sources, keeps the timeline fresh, does inputs, and holds the player that walks it.

import type { InputInfo, OpenSource, RunHost } from '../../worker/protocol.ts'
import { followReport } from '../reports/report-state.ts'
import { forgetOldRun } from '../state/forget-old-run.ts'
import { forgetAnswers } from '../state/lesson.ts'
import type { Link } from '../state/link.ts'
import { EMPTY_RUN, useRun } from '../state/run-state.ts'
import { useSelection } from '../state/selection.ts'
import { forgetJournal, note } from '../work/journal.ts'
import type { Player } from './player.ts'
import { createPlayer } from './player.ts'
import { createWorkQueue } from './work-queue.ts'

export interface Session {
  readonly host: RunHost
  readonly player: Player
  open(source: OpenSource, link?: Link): Promise<void>
  renameBranch(branch: number, name: string): Promise<void>
  /** What branched off from it stays. */
  deleteBranch(branch: number): Promise<void>
  /**
   * Does an input at the moment shown, or at that of another event, and goes on along the branch on which it stands.
   * Answers its own event there; null when it was not done.
   */
  act(input: string, args: InputInfo['args'], at?: EventMoment): Promise<BranchEvent | null>
  /** Does what must find the session at rest, when all that was asked before is done. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /** To be asked again later: whether the run that is open now still is, once whatever is being opened has been. */
  runAtHand(): RunAtHand
  /** Resolves when all that was asked of the session is done and the player is idle. */
  idle(): Promise<void>
  dispose(): void
}

export interface EventMoment {
  readonly event: number
  readonly timeUs: number
}

interface BranchEvent {
  readonly branch: number
  readonly event: number
}

export type RunAtHand = () => Promise<boolean>

const TIMELINE_EVERY_MS = 400

export function createSession(host: RunHost): Session {
  const player = createPlayer(host)
  const works = createWorkQueue()
  let asking = false
  // What was asked of one run is never done to the next.
  let opened = 0
  let opening: Promise<void> = Promise.resolve()
  const timer = setInterval(() => void freshenTimeline(), TIMELINE_EVERY_MS)
  const unsubscribe = useRun.subscribe((now, before) => {
    if (now.branch !== before.branch) void freshenTimeline()
  })

  /** One after another, so that the run asked for last is the one that stays, however long the others take. */
  function open(source: OpenSource, link?: Link): Promise<void> {
    player.pause()
    const done = opening.then(() => replaceRun(source, link))
    opening = done.catch(() => {})
    return done
  }

  function runAtHand(): RunAtHand {
    const mine = opened
    return async () => {
      for (let waited: Promise<void> | null = null; waited !== opening; ) {
        waited = opening
        await waited
      }
      return mine === opened
    }
  }

  async function replaceRun(source: OpenSource, link: Link | undefined): Promise<void> {
    const answer = await host.open(source).catch(failed)
    if (answer === null) return
    if ('kind' in answer) {
      useRun.setState({ openError: answer })
      return
    }
    opened += 1
    forgetAnswers()
    forgetJournal()
    forgetOldRun()
    const { pace, jumps } = useRun.getState()
    const known = answer.branches.some((branch) => branch.id === link?.branch)
    useRun.setState({
      ...EMPTY_RUN,
      pace,
      jumps: jumps + 1,
      info: answer,
      source,
      seedAsked: source.seed ?? null,
      branch: known ? (link?.branch ?? 0) : 0,
    })
    useSelection.setState({
      selected: link?.selected ?? null,
      viewpoint: link?.viewpoint ?? null,
      pinned: null,
    })
    player.reset()
    const report = await followReport(host, source.kind === 'report' || source.kind === 'link').catch(failed)
    if (report !== null) player.seek({ by: 'event', event: report.moment.event })
    else if (link?.event != null) player.seek({ by: 'event', event: link.event })
    else player.seekTime(0)
    await freshenTimeline()
  }

  async function freshenTimeline(): Promise<void> {
    const { info, branch, timeline } = useRun.getState()
    if (info === null || asking || document.hidden) return
    if (timeline !== null && timeline.computedUs >= timeline.endUs) return
    // Another run may be on the stage by now, which knows nothing of this branch: what went wrong then is nobody's concern.
    const isShown = () => useRun.getState().branch === branch && useRun.getState().info === info
    asking = true
    const rows = await host.timeline(branch).catch((error) => (isShown() ? failed(error) : null))
    asking = false
    if (rows !== null && isShown()) useRun.setState({ timeline: rows })
  }

  async function act(
    isThere: RunAtHand,
    input: string,
    args: InputInfo['args'],
    at: EventMoment | undefined,
  ): Promise<BranchEvent | null> {
    if (!(await isThere())) return null
    const { branch, event: shown, cursorUs, playing } = useRun.getState()
    const { event, timeUs } = at ?? { event: shown, timeUs: Math.round(cursorUs) }
    player.pause()
    await player.idle()
    // The moment may have taken long to compute, and the reader may have gone elsewhere.
    if (!(await isThere())) return null
    const answer = await host.input(branch, event, timeUs, input, args).catch(failed)
    if (answer === null) return null
    note({ kind: 'input', branch, made: answer.branch, event, timeUs, input, args })
    useRun.setState({ info: answer })
    player.switchBranch(answer.branch)
    player.seek({ by: 'event', event: event + 1 })
    await freshenTimeline()
    // Whatever is asked next is asked of what this has led to.
    await player.idle()
    if (playing && (await isThere())) player.play()
    return { branch: answer.branch, event: event + 1 }
  }

  async function renameBranch(isThere: RunAtHand, branch: number, name: string): Promise<void> {
    if (!(await isThere())) return
    const info = await host.renameBranch(branch, name).catch(failed)
    if (info === null) return
    note({ kind: 'rename', branch, name })
    useRun.setState({ info })
  }

  async function deleteBranch(isThere: RunAtHand, branch: number): Promise<void> {
    if (!(await isThere())) return
    const { info, branch: shown } = useRun.getState()
    const parent = info?.branches.find(({ id }) => id === branch)?.parent ?? 0
    player.pause()
    await player.idle()
    if (shown === branch) {
      player.switchBranch(parent)
      await player.idle()
    }
    if (!(await isThere())) return
    const answer = await host.deleteBranch(branch).catch(failed)
    if (answer === null) return
    note({ kind: 'delete', branch })
    useRun.setState({ info: answer })
  }

  function dispose(): void {
    clearInterval(timer)
    unsubscribe()
    player.dispose()
  }

  /** The run is the one that is open when it is asked, not when its turn comes. */
  function inTurnHere<T>(work: (isThere: RunAtHand) => Promise<T>): Promise<T> {
    const isThere = runAtHand()
    return works.after(() => work(isThere))
  }

  async function idle(): Promise<void> {
    do {
      await works.settled()
      await player.idle()
    } while (works.busy())
  }

  return {
    host,
    player,
    // Not after the others: it must be able to replace a run whose worker no longer answers.
    open: (source, link) => works.beside(() => open(source, link)),
    act: (input, args, at) => inTurnHere((isThere) => act(isThere, input, args, at)),
    renameBranch: (branch, name) => inTurnHere((isThere) => renameBranch(isThere, branch, name)),
    deleteBranch: (branch) => inTurnHere((isThere) => deleteBranch(isThere, branch)),
    inTurn: works.after,
    runAtHand,
    idle,
    dispose,
  }
}

function failed(error: unknown): null {
  useRun.setState({ failure: error instanceof Error ? error.message : String(error) })
  return null
}
