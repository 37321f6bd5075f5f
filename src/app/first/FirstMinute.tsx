// Leads through the first minute: goes on by itself when what was asked for is done. Its words stand in the lesson's place, or over the stage where that is closed.

import { useEffect } from 'react'
import type { PartitionRow } from '../../view/rows.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { useSettings } from '../state/settings.ts'
import { useJournal } from '../work/journal.ts'
import { isOver, killedBroker, useFirst } from './first-minute.ts'
import { Guide } from './Guide.tsx'
import { leadFirst } from './lead-first.ts'

export function FirstMinute() {
  const session = useSession()
  const { step, asked } = useFirst()
  useProgress()
  useEffect(() => {
    if (!asked) return
    useFirst.setState({ asked: false })
    void leadFirst(session)
  }, [asked, session])
  const lessonOpen = useSettings((settings) => settings.lessonOpen)
  if (step === null || lessonOpen) return null
  return (
    <section className="banner first">
      <Guide step={step} />
    </section>
  )
}

const NO_PARTITIONS: readonly PartitionRow[] = []
/** Whatever happens, nobody is kept waiting longer. */
const WATCH_MAX_US = 20_000_000

/** Goes on when what was asked for has happened. */
function useProgress(): void {
  const { player } = useSession()
  const { step, broker, acknowledged: before, killUs, fromEvent } = useFirst()
  const entries = useJournal((state) => state.entries)
  const event = useRun((run) => run.event)
  const cursorUs = useRun((run) => run.cursorUs)
  const partitions = useRun((run) => run.cluster?.partitions ?? NO_PARTITIONS)
  const acknowledged = useRun((run) => run.cluster?.ledger.acknowledged ?? 0)
  const playing = useRun((run) => run.playing)
  useEffect(() => {
    if (step === 'predict' && playing) player.pause()
  }, [player, step, playing])
  useEffect(() => {
    const killed = step === 'kill' ? killedBroker(entries) : null
    if (killed !== null) {
      player.pause()
      const { event: at, cursorUs: killedUs } = useRun.getState()
      useFirst.setState({ step: 'predict', broker: killed, acknowledged, killUs: killedUs, fromEvent: at })
    }
    const late = cursorUs > killUs + WATCH_MAX_US
    if (step === 'watch' && (late || isOver(partitions, broker, acknowledged, before))) {
      player.pause()
      useFirst.setState({ step: 'why', fromEvent: event })
    }
    if (step === 'back' && event < fromEvent) useFirst.setState({ step: 'end' })
    // Whoever has moved on may go where they like.
    if (step === 'back' && event > fromEvent) useFirst.setState({ fromEvent: event })
  }, [player, step, entries, event, cursorUs, partitions, acknowledged, broker, before, killUs, fromEvent])
}
