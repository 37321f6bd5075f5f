// The same scenario, seed and inputs under three ways to rebalance, drawn one below the other on one axis.

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProtocolStory } from '../../worker/group-protocols.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { useFog } from '../timeline/use-fog.ts'
import { Figures } from './GroupFigures.tsx'
import { OwnershipLanes } from './OwnershipLanes.tsx'

interface ProtocolCompareProps {
  readonly group: string
  readonly width: number
}

type Answer = 'unasked' | 'asking' | readonly ProtocolStory[]

export function ProtocolCompare({ group, width }: ProtocolCompareProps) {
  const { t } = useTranslation()
  const { host } = useSession()
  const branch = useRun((run) => run.branch)
  const endUs = useRun((run) => run.timeline?.endUs ?? run.info?.untilUs ?? 1)
  const limitUs = useFog() ?? endUs
  const [answer, setAnswer] = useState<Answer>('unasked')
  const ask = async () => {
    setAnswer('asking')
    try {
      setAnswer(await host.groupProtocols(branch, endUs))
    } catch (error) {
      setAnswer('unasked')
      useRun.setState({ failure: String(error) })
    }
  }
  const span = { fromUs: 0, toUs: endUs }
  if (answer === 'unasked' || answer === 'asking')
    return (
      <p className="groups-compare">
        <button
          type="button"
          className="calc-button"
          disabled={answer === 'asking'}
          onClick={() => void ask()}
          data-testid="group-compare"
        >
          {t(answer === 'asking' ? 'groups.comparing' : 'groups.compareNow')}
        </button>
        <span className="hint">{t('groups.compareNote')}</span>
      </p>
    )
  return answer.map(({ variant, stories }) => {
    const story = stories.find((each) => each.group === group)
    if (story === undefined) return null
    return (
      <article key={variant} className="groups-variant" data-testid={`variant-${variant}`}>
        <h3>{t(`groups.variant.${variant}`)}</h3>
        {width > 100 && <OwnershipLanes story={story} span={span} limitUs={limitUs} width={width} isStill />}
        <Figures story={story} span={span} limitUs={limitUs} />
      </article>
    )
  })
}
