// Over the stage while another run stands beside: which of the two is shown, and the way to the other at the same moment.

import { ArrowLeftRight, GitCompare, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../play/session-context.ts'
import { change, useSettings } from '../state/settings.ts'
import './branches.css'
import { bringOn, closeBeside, useBesideRun } from './beside.ts'
import { runName } from './run-name.ts'

export function CompareBanner() {
  const { t } = useTranslation()
  const session = useSession()
  const language = useSettings((settings) => settings.language)
  const beside = useBesideRun()
  if (beside === null) return null
  return (
    <section className="banner beside" aria-label={t('compare.banner')} data-testid="compare-banner">
      <GitCompare size={18} aria-hidden="true" />
      <div className="banner-words">
        <p>
          <b>{t('compare.banner')}</b> {runName(t, language, beside.info)}
        </p>
      </div>
      <button
        type="button"
        className="button"
        data-testid="compare-swap"
        onClick={() => void bringOn(session)}
      >
        <ArrowLeftRight size={15} aria-hidden="true" /> {t('compare.swap')}
      </button>
      <button type="button" className="button" onClick={() => change({ dialog: 'compare' })}>
        {t('compare.back')}
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={t('compare.close')}
        title={t('compare.close')}
        onClick={() => void closeBeside(session)}
      >
        <X size={16} aria-hidden="true" />
      </button>
    </section>
  )
}
