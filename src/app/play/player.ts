// Drives the run from the page: plays by the chosen pace, halts where a lesson pauses, seeks and steps.

import type { MomentAsk, RunHost } from '../../worker/protocol.ts'
import { useLens } from '../state/lens.ts'
import { pauseWithin } from '../state/lesson.ts'
import { useLogView } from '../state/log-view.ts'
import { useRun } from '../state/run-state.ts'
import { inspected, useSelection } from '../state/selection.ts'
import { createFrameLoop, presentMoment, reportFailure } from './frame-loop.ts'
import type { Pace } from './pace.ts'
import { advance } from './pace.ts'
import { sameMoment } from './same-moment.ts'
import { watchStateHash } from './state-hash.ts'
import type { Stepper } from './stepper.ts'
import { createStepper } from './stepper.ts'

export interface Player extends Pick<Stepper, 'step'> {
  play(): void
  pause(): void
  toggle(): void
  setPace(pace: Pace): void
  seek(at: MomentAsk): void
  seekTime(timeUs: number): void
  /** At the same moment, unless another is sought at once. */
  switchBranch(branch: number): void
  /** Lets the cluster go on beyond the end of the run. */
  extend(): void
  /** Resolves when nothing is asked and nothing is pending; with play halted, when the state hash is known too. */
  idle(): Promise<void>
  /** Forgets what the page holds: the next frame is asked in full. */
  reset(): void
  dispose(): void
}

const EXTENSION_US = 20_000_000
const IDLE_POLL_MS = 15

export function createPlayer(host: RunHost): Player {
  const frames = createFrameLoop(host, nextAsk, () => hash.rest())
  const hash = watchStateHash(host, frames.busy)
  const stepper = createStepper(host, frames)
  const unsubscribe = useSelection.subscribe((now, before) => {
    if (inspected(now) !== inspected(before) || now.viewpoint !== before.viewpoint) frames.refresh()
  })

  const unsubscribeLens = useLens.subscribe(() => frames.refresh())
  const unsubscribeLog = useLogView.subscribe(() => frames.refresh())

  const seekTime = (timeUs: number) => frames.seek({ by: 'time', timeUs: Math.max(0, Math.round(timeUs)) })

  const play = () => {
    const run = useRun.getState()
    if (run.info === null || run.playing) return
    frames.restartClock()
    if (run.cursorUs >= endOfRun()) seekTime(0)
    useRun.setState({ playing: true })
  }

  const pause = () => {
    if (useRun.getState().playing) useRun.setState({ playing: false })
    hash.rest()
  }

  return {
    play,
    pause,
    toggle: () => (useRun.getState().playing ? pause() : play()),
    setPace: (pace) => useRun.setState({ pace, fold: null }),
    seek: frames.seek,
    seekTime,
    step: (kind, direction) => {
      pause()
      stepper.step(kind, direction)
    },
    switchBranch: (branch) => {
      frames.leave(sameMoment(useRun.getState(), branch))
      useRun.setState((run) => ({ branch, stateHash: null, jumps: run.jumps + 1, timeline: null }))
    },
    extend: () => void extend(host),
    idle: async () => {
      while (frames.busy() || stepper.busy() || hash.wanting()) {
        await new Promise((resolve) => setTimeout(resolve, IDLE_POLL_MS))
      }
    },
    reset: frames.reset,
    dispose: () => {
      frames.dispose()
      hash.dispose()
      unsubscribe()
      unsubscribeLens()
      unsubscribeLog()
    },
  }
}

/** Where play goes in so much real time; null when it is halted. */
function nextAsk(elapsedMs: number, nowMs: number): MomentAsk | null {
  const run = useRun.getState()
  if (!run.playing || run.info === null) return null
  const endUs = endOfRun()
  const next = advance(run.pace, run.cursorUs, elapsedMs, run.timeline?.marks ?? [], endUs)
  const pauseUs = pauseWithin(run.info.lesson, run.cursorUs, next.timeUs)
  const stopUs = pauseUs ?? (next.ended || next.timeUs >= endUs ? endUs : null)
  const toUs = stopUs ?? next.timeUs
  // A story cannot fold time that has not been computed: it waits.
  if (next.fold !== null && (run.timeline?.computedUs ?? 0) < toUs) return presentMoment()
  if (stopUs !== null) useRun.setState({ playing: false })
  if (next.fold !== null && toUs > next.fold.fromUs) {
    useRun.setState({ fold: { fromUs: next.fold.fromUs, toUs, shownAtMs: nowMs }, jumps: run.jumps + 1 })
  }
  return { by: 'time', timeUs: Math.round(toUs) }
}

function endOfRun(): number {
  const { timeline, info } = useRun.getState()
  return timeline?.endUs ?? info?.untilUs ?? 0
}

async function extend(host: RunHost): Promise<void> {
  const { source, branch, timeline } = useRun.getState()
  if (timeline === null) return
  const endUs = timeline.endUs + EXTENSION_US
  try {
    await host.extend(branch, endUs)
    const now = useRun.getState()
    if (now.source === source && now.timeline !== null)
      useRun.setState({ timeline: { ...now.timeline, endUs } })
  } catch (error) {
    reportFailure(error)
  }
}
