// The moment in figures: virtual time to the microsecond, the event's number, the hash of the run up to it.

import { useTranslation } from 'react-i18next'
import { clockText, countText, hashText } from '../format/time.ts'
import { useRun } from '../state/run-state.ts'

export function TimeReadout() {
  const cursorUs = useRun((run) => run.cursorUs)
  const computing = useRun((run) => run.computing)
  const { clock, micros } = clockText(cursorUs)
  return (
    <p
      className={computing ? 'time computing' : 'time'}
      data-testid="time"
      data-time-us={Math.round(cursorUs)}
    >
      <span className="time-clock">{clock}</span>
      <span className="time-micros">{micros}</span>
    </p>
  )
}

export function MomentReadout() {
  const { t } = useTranslation()
  const event = useRun((run) => run.event)
  const traceHash = useRun((run) => run.traceHash)
  const stateHash = useRun((run) => run.stateHash)
  const computing = useRun((run) => run.computing)
  return (
    <p
      className="moment"
      data-testid="moment"
      data-event={event}
      data-trace-hash={traceHash}
      data-state-hash={stateHash ?? ''}
      title={
        stateHash === null
          ? t('moment.trace', { hash: traceHash })
          : t('moment.hashes', { trace: traceHash, state: stateHash })
      }
    >
      {computing ? t('moment.computing') : t('moment.event', { count: countText(Math.max(0, event)) })}
      <span aria-hidden="true"> · </span>
      <span className="moment-hash">{hashText(traceHash)}</span>
    </p>
  )
}
