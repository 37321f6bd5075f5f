// The controller lens: who leads the metadata quorum and why, the metadata log record by record, and the brokers' sessions running down.

import { useTranslation } from 'react-i18next'
import { countText } from '../format/time.ts'
import { useRun } from '../state/run-state.ts'
import { MetadataRecords } from './MetadataRecords.tsx'
import { Sessions } from './Sessions.tsx'
import { Voters } from './Voters.tsx'
import { Votes } from './Votes.tsx'

export function ControllerLens() {
  const { t } = useTranslation()
  const cluster = useRun((run) => run.cluster)
  const quorum = cluster?.quorum[0]
  if (cluster === null || quorum === undefined) return null
  const leader = quorum.leader < 0 ? t('quorum.nobody') : `C${quorum.leader}`
  return (
    <div className="quorum-sheet">
      <section className="quorum-side">
        <h2 className="sheet-title">
          {t('quorum.title')}
          <span className="sheet-title-note">
            {t('quorum.leads', { leader, epoch: quorum.epoch, majority: quorum.majority })}
          </span>
        </h2>
        <Voters voters={cluster.voters} quorum={quorum} />
        <h2 className="sheet-title">
          {t('quorum.votes')}
          {cluster.votes.length === 0 && <span className="sheet-title-note">{t('quorum.noVotes')}</span>}
        </h2>
        <Votes votes={cluster.votes} />
        <h2 className="sheet-title">
          {t('quorum.sessions')}
          <span className="sheet-title-note">{t('quorum.sessions.note')}</span>
        </h2>
        <Sessions nodes={cluster.nodes} quorum={quorum} />
      </section>
      <section className="quorum-log">
        <h2 className="sheet-title">
          <code>__cluster_metadata</code>
          <span className="sheet-title-note">
            {t('quorum.log.ends', {
              high: countText(Math.max(0, quorum.highWatermark)),
              end: countText(quorum.logEnd),
            })}
          </span>
        </h2>
        <MetadataRecords records={cluster.records} voters={cluster.voters} firstShown={quorum.firstShown} />
      </section>
    </div>
  )
}
