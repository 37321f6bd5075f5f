// The log lens: one partition's replicas as tanks on one axis of offsets; a drawer beside them for a record's bytes, a look-up, the files and the disks.

import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { LensRows } from '../../view/lens-rows.ts'
import { lookAt, partitionIn, useLogView } from '../state/log-view.ts'
import { useRun } from '../state/run-state.ts'
import { useSelection } from '../state/selection.ts'
import { DisksDrawer } from './DisksDrawer.tsx'
import { FilesDrawer } from './FilesDrawer.tsx'
import { LogBar } from './LogBar.tsx'
import { LogPicture } from './LogPicture.tsx'
import { LookUpDrawer } from './LookUpDrawer.tsx'
import { RecordDrawer } from './RecordDrawer.tsx'

export function LogLens() {
  const cluster = useRun((run) => run.cluster)
  usePartition(cluster)
  return cluster === null ? null : <Sheet cluster={cluster} />
}

function Sheet({ cluster }: { readonly cluster: LensRows }) {
  const { t } = useTranslation()
  const drawer = useLogView((view) => view.drawer)
  const [window] = cluster.logWindow
  return (
    <>
      <LogBar names={cluster.logNames} window={window} />
      <div className="log-body" data-drawer={drawer}>
        <section className="log-stage" aria-label={t('lens.log')}>
          {window === undefined ? (
            <p className="sheet-empty">{t(cluster.logNames.length === 0 ? 'log.empty' : 'log.nothing')}</p>
          ) : (
            <LogPicture cluster={cluster} window={window} />
          )}
        </section>
        {drawer !== 'none' && (
          <section className="log-drawer" aria-label={t(`log.drawer.${drawer}`)} data-testid="log-drawer">
            {drawer === 'record' && <RecordDrawer window={window} />}
            {drawer === 'lookup' && <LookUpDrawer window={window} replicas={cluster.logReplicas} />}
            {drawer === 'files' && <FilesDrawer nodes={cluster.nodes} files={cluster.files} />}
            {drawer === 'disks' && <DisksDrawer disks={cluster.disks} />}
          </section>
        )}
      </div>
    </>
  )
}

/** A partition selected anywhere is the one looked at; one that is not in this cluster is forgotten. */
function usePartition(cluster: LensRows | null): void {
  const selected = useSelection((selection) => selection.selected)
  useEffect(() => {
    const partition = partitionIn(selected)
    if (partition === null || partition === useLogView.getState().partition) return
    lookAt({ partition, top: null, opened: null })
  }, [selected])
  const partition = useLogView((view) => view.partition)
  const names = cluster?.logNames
  const isGone =
    partition !== null &&
    names !== undefined &&
    names.length > 0 &&
    !names.some((row) => row.name === partition)
  useEffect(() => {
    if (isGone) lookAt({ partition: null, top: null, opened: null })
  }, [isGone])
}
