// What the signs of the cluster lens mean.

import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Standing, StandingGlyph } from './glyphs.tsx'

const STANDINGS: readonly Standing[] = ['leader', 'inSync', 'lagging']

export const Legend = memo(function Legend() {
  const { t } = useTranslation()
  return (
    <ul className="legend" aria-label={t('legend.name')}>
      {STANDINGS.map((standing) => (
        <li key={standing}>
          <svg width="16" height="18" viewBox="-8 -9 16 18" aria-hidden="true">
            <StandingGlyph standing={standing} />
          </svg>
          {t(`standing.${standing}`)}
        </li>
      ))}
      <li>
        <svg width="18" height="14" viewBox="0 0 18 14" aria-hidden="true">
          <path className="tank-water" d="M0 4q4.500 -4 9 0t9 0V14H0Z" />
          <path className="tank-surface" d="M0 4q4.500 -4 9 0t9 0" />
        </svg>
        {t('legend.committed')}
      </li>
      <li>
        <svg width="18" height="14" aria-hidden="true">
          <rect className="tank-sand" width="18" height="14" rx="2" />
        </svg>
        {t('legend.uncommitted')}
      </li>
      <li>
        <svg width="18" height="14" aria-hidden="true">
          <rect className="tank-gone" width="18" height="14" rx="2" />
        </svg>
        {t('legend.offline')}
      </li>
      <li>
        <svg width="22" height="14" viewBox="-11 -7 22 14" aria-hidden="true">
          <path className="legend-request" d="M-10 -6H4L10 0L4 6H-10Z" />
        </svg>
        {t('legend.request')}
      </li>
      <li>
        <svg width="22" height="14" viewBox="-11 -7 22 14" aria-hidden="true">
          <path className="legend-response" d="M10 -5.500H-4L-10 0L-4 5.500H10Z" />
        </svg>
        {t('legend.response')}
      </li>
      <li>
        <svg width="18" height="14" viewBox="-1 -7 18 14" className="queue" aria-hidden="true">
          {[0, 1, 2].map((index) => (
            <rect key={index} x={index * 6} y={-6} width={4} height={11} rx={1.5} />
          ))}
        </svg>
        {t('legend.parked')}
      </li>
    </ul>
  )
})
