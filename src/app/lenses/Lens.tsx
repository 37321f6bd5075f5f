// The open lens on the stage; all but the cluster's load when first opened.

import type { ReactNode } from 'react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { LensId } from '../../view/lens-rows.ts'
import { ClusterLens } from '../stage/ClusterLens.tsx'
import { useLens } from '../state/lens.ts'
import { useRun } from '../state/run-state.ts'

const Partitions = lazy(async () => ({ default: (await import('./PartitionsLens.tsx')).PartitionsLens }))
const Controller = lazy(async () => ({ default: (await import('./ControllerLens.tsx')).ControllerLens }))
const Log = lazy(async () => ({ default: (await import('../log/LogLens.tsx')).LogLens }))
const Spacetime = lazy(async () => ({
  default: (await import('../spacetime/SpacetimeLens.tsx')).SpacetimeLens,
}))
const Groups = lazy(async () => ({ default: (await import('../groups/GroupsLens.tsx')).GroupsLens }))
const Ledger = lazy(async () => ({ default: (await import('../ledger/LedgerLens.tsx')).LedgerLens }))
const Metrics = lazy(async () => ({ default: (await import('./MetricsLens.tsx')).MetricsLens }))

export function Lens() {
  const lens = useLens((state) => state.lens)
  switch (lens) {
    case 'cluster':
      return <ClusterLens />
    case 'partitions':
      return (
        <Sheet lens={lens}>
          <Partitions />
        </Sheet>
      )
    case 'controller':
      return (
        <Sheet lens={lens}>
          <Controller />
        </Sheet>
      )
    case 'groups':
      return (
        <Sheet lens={lens}>
          <Groups />
        </Sheet>
      )
    case 'metrics':
      return (
        <Sheet lens={lens}>
          <Metrics />
        </Sheet>
      )
    case 'log':
      return (
        <Sheet lens={lens}>
          <Log />
        </Sheet>
      )
    case 'spacetime':
      return (
        <Sheet lens={lens}>
          <Spacetime />
        </Sheet>
      )
    case 'ledger':
      return (
        <Sheet lens={lens}>
          <Ledger />
        </Sheet>
      )
  }
}

function Sheet({ lens, children }: { readonly lens: LensId; readonly children: ReactNode }) {
  const { t } = useTranslation()
  const ready = useRun((run) => run.cluster !== null && run.cluster.nodes.length > 0)
  const wait = <p className="stage-wait">{t('stage.wait')}</p>
  return (
    <main
      className={`stage sheet ${lens}-sheet`}
      aria-label={t(`lens.${lens}`)}
      data-testid="stage"
      data-lens={lens}
      data-ready={ready}
    >
      {ready ? <Suspense fallback={wait}>{children}</Suspense> : wait}
    </main>
  )
}
