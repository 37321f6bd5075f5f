// Pulls frames: each animation frame asks once, none before the answer to the last question, and the latest seek wins.

import type { FrameAnswer, MomentAsk, RunHost } from '../../worker/protocol.ts'
import { useLens } from '../state/lens.ts'
import { logAsk, useLogView } from '../state/log-view.ts'
import { keepCluster, keepValue } from '../state/reconcile.ts'
import { useRun } from '../state/run-state.ts'
import { inspected, useSelection } from '../state/selection.ts'

export interface FrameLoop {
  seek(at: MomentAsk): void
  /** Asks for the present moment again, e.g. because something else is inspected. */
  refresh(): void
  /** An answer still under way is for a branch that was left: it will be dropped. What is shown next unless something is sought: `at`. */
  leave(at: MomentAsk): void
  /** Forgets what the page holds: the next frame is asked in full. */
  reset(): void
  /** Real time is counted from now. */
  restartClock(): void
  busy(): boolean
  /** Resolves when the next question has been answered for good. */
  settled(): Promise<void>
  dispose(): void
}

/** A tab in the background or a slow answer must not make the cursor leap: at most this much real time counts. */
const ELAPSED_MAX_MS = 100

/** `nextAsk` says where play goes in so much real time, or null; `onSettled` is told of each final answer. */
export function createFrameLoop(
  host: RunHost,
  nextAsk: (elapsedMs: number, nowMs: number) => MomentAsk | null,
  onSettled: () => void,
): FrameLoop {
  let outstanding = false
  let pending: MomentAsk | null = null
  let dirty = false
  let version = 0
  let epoch = 0
  let lastMs = performance.now()
  let waiting: (() => void)[] = []
  let raf = requestAnimationFrame(tick)

  function tick(nowMs: number): void {
    raf = requestAnimationFrame(tick)
    if (outstanding || useRun.getState().info === null) return
    const elapsedMs = Math.min(ELAPSED_MAX_MS, Math.max(0, nowMs - lastMs))
    lastMs = nowMs
    const sought = pending
    const { playing } = useRun.getState()
    const at = sought ?? nextAsk(elapsedMs, nowMs) ?? (dirty ? presentMoment() : null)
    if (at === null) return
    // Where play halts by itself, at a pause of the lesson for one, is gone to even if it is yet to be computed.
    const halts = playing && !useRun.getState().playing
    pending = null
    dirty = false
    void ask(at, sought !== null || halts)
  }

  /** With nothing under way, what a hand asks for does not wait for the next animation frame. */
  function askAtOnce(): void {
    if (outstanding || pending === null || useRun.getState().info === null) return
    const at = pending
    pending = null
    dirty = false
    void ask(at, true)
  }

  async function ask(at: MomentAsk, isSeek: boolean): Promise<void> {
    const { branch } = useRun.getState()
    const selection = useSelection.getState()
    const { lens } = useLens.getState()
    const asked = epoch
    outstanding = true
    try {
      const answer = await host.frame({
        branch,
        at,
        lens,
        ...(lens === 'log' ? { log: logAsk(useLogView.getState(), selection.selected) } : {}),
        inspect: inspected(selection),
        viewpoint: selection.viewpoint,
        since: version,
      })
      if (asked !== epoch) return
      version = answer.version
      takeAnswer(answer, at)
      if (answer.computing && isSeek) pending ??= at
      // Something else has been sought meanwhile: its answer is the one that counts.
      if (pending === null) settle()
    } catch (error) {
      // Asked of a run or branch that was left, it is nobody's concern what went wrong.
      if (asked !== epoch) return
      reportFailure(error)
      settle()
    } finally {
      outstanding = false
    }
  }

  function settle(): void {
    for (const resolve of waiting.splice(0)) resolve()
    onSettled()
  }

  return {
    seek: (at) => {
      pending = at
      useRun.setState((run) => ({ jumps: run.jumps + 1, fold: null }))
      askAtOnce()
    },
    refresh: () => {
      dirty = true
    },
    leave: (at) => {
      epoch += 1
      pending = at
    },
    reset: () => {
      epoch += 1
      version = 0
      pending = null
      dirty = true
    },
    restartClock: () => {
      lastMs = performance.now()
    },
    busy: () => outstanding || pending !== null || dirty,
    settled: () => new Promise((resolve) => waiting.push(resolve)),
    dispose: () => {
      cancelAnimationFrame(raf)
      waiting = []
    },
  }
}

export function presentMoment(): MomentAsk {
  const { event, cursorUs } = useRun.getState()
  return event < 0 ? { by: 'time', timeUs: Math.round(cursorUs) } : { by: 'event', event }
}

export function reportFailure(error: unknown): void {
  useRun.setState({ playing: false, failure: error instanceof Error ? error.message : String(error) })
}

function takeAnswer(answer: FrameAnswer, at: MomentAsk): void {
  const run = useRun.getState()
  const cursorUs = cursorAfter(answer, at)
  const moved = answer.event !== run.event || cursorUs !== run.cursorUs
  useRun.setState({
    event: answer.event,
    cursorUs,
    seenUs: Math.max(run.seenUs, cursorUs),
    traceHash: answer.traceHash,
    stateHash: moved ? null : run.stateHash,
    cluster: keepCluster(run.cluster, answer.cluster),
    inspect: keepValue(run.inspect, answer.inspect),
    beliefs: keepValue(run.beliefs, answer.beliefs),
    touched: keepValue(run.touched, answer.touched),
    computing: answer.computing,
  })
}

/** Asked by time, the cursor stands between two events; a refresh of the present event leaves it there. */
function cursorAfter(answer: FrameAnswer, at: MomentAsk): number {
  const run = useRun.getState()
  if (at.by === 'time') return answer.computing ? answer.timeUs : at.timeUs
  const same = at.event === run.event && answer.event === run.event
  return same ? run.cursorUs : answer.timeUs
}
