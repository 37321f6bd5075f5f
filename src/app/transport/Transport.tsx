// Play and step in both directions, the pace, and where the run stands.

import { ChevronFirst, ChevronLast, Pause, Play, Radar, StepBack, StepForward } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { CommandButton } from '../CommandButton.tsx'
import { useRun } from '../state/run-state.ts'
import { MarkBackIcon, MarkForwardIcon, RequestBackIcon, RequestForwardIcon } from './icons.tsx'
import { PaceMenu } from './PaceMenu.tsx'
import { MomentReadout, TimeReadout } from './TimeReadout.tsx'

export function Transport() {
  const { t } = useTranslation()
  const playing = useRun((run) => run.playing)
  return (
    <section className="transport" aria-label={t('transport.name')}>
      <div className="transport-row">
        <CommandButton id="start" className="step">
          <ChevronFirst size={17} aria-hidden="true" />
        </CommandButton>
        <CommandButton id="back.mark" className="step">
          <MarkBackIcon />
        </CommandButton>
        <CommandButton id="back.request" className="step">
          <RequestBackIcon />
        </CommandButton>
        <CommandButton id="back.event" className="step">
          <StepBack size={16} aria-hidden="true" />
        </CommandButton>
        <CommandButton
          id="play"
          className="step play"
          name={playing ? t('command.pause') : t('command.play')}
        >
          {playing ? <Pause size={18} aria-hidden="true" /> : <Play size={18} aria-hidden="true" />}
        </CommandButton>
        <CommandButton id="step.event" className="step">
          <StepForward size={16} aria-hidden="true" />
        </CommandButton>
        <CommandButton id="step.request" className="step">
          <RequestForwardIcon />
        </CommandButton>
        <CommandButton id="step.mark" className="step">
          <MarkForwardIcon />
        </CommandButton>
        <CommandButton id="end" className="step">
          <ChevronLast size={17} aria-hidden="true" />
        </CommandButton>
      </div>
      <div className="transport-row">
        <TimeReadout />
        <CommandButton id="until" className="step">
          <Radar size={16} aria-hidden="true" />
        </CommandButton>
        <PaceMenu />
      </div>
      <MomentReadout />
      <p className="visually-hidden" aria-live="polite">
        {playing ? t('live.playing') : t('live.halted')}
      </p>
    </section>
  )
}
