// What the signs in the picture mean, and which leader epochs are in sight.

import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LogReplicaRow, LogWindowRow } from '../../view/log-rows.ts'
import { countText } from '../format/time.ts'
import { EPOCHS } from './tank-marks.ts'

interface LogLegendProps {
  readonly replicas: readonly LogReplicaRow[]
  readonly window: LogWindowRow
  readonly hasLost: boolean
}

const EPOCHS_MAX = 4

export const LogLegend = memo(function LogLegend({ replicas, window, hasLost }: LogLegendProps) {
  const { t } = useTranslation()
  const leader = replicas.find((replica) => replica.leads) ?? replicas[0]
  const epochs = (leader?.epochs ?? []).filter(
    ({ start }, place, all) => start < window.to && (all[place + 1]?.start ?? window.to) > window.from,
  )
  return (
    <ul className="log-legend">
      {epochs.slice(-EPOCHS_MAX).map(({ epoch, start }) => (
        <li key={epoch}>
          <span className={`log-epoch ${EPOCHS[epoch % EPOCHS.length]}`} />
          {t('log.legend.epoch', { epoch, start: countText(start) })}
        </li>
      ))}
      <li>
        <svg className="log-tick" width="14" height="12" aria-hidden="true">
          <path d="M2 6L5.500 10L12 1.500" />
        </svg>
        {t('log.legend.acknowledged')}
      </li>
      {hasLost && (
        <li>
          <svg className="log-cross" width="12" height="12" aria-hidden="true">
            <path d="M2 2L10 10M2 10L10 2" />
          </svg>
          {t('log.legend.lost')}
        </li>
      )}
      {replicas.some((replica) => replica.flushedEnd < replica.logEnd) && (
        <li>
          <span className="log-cache" />
          {t('log.legend.cache')}
        </li>
      )}
      {replicas.some((replica) => replica.torn !== null) && (
        <li>
          <span className="log-torn" />
          {t('log.legend.torn')}
        </li>
      )}
      {replicas.some((replica) => replica.segments.some((segment) => segment.entries.length > 0)) && (
        <li>
          <span className="log-notch" />
          {t('log.legend.index')}
        </li>
      )}
    </ul>
  )
})
