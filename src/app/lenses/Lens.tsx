// The open lens on the stage; all but the cluster's load when first opened.

import type { ComponentType, ReactNode } from 'react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { LensId } from '../../view/lens-rows.ts'
import { ClusterLens } from '../stage/ClusterLens.tsx'
import { useLens } from '../state/lens.ts'
import { useRun } from '../state/run-state.ts'

const SHEETS: { readonly [lens in Exclude<LensId, 'cluster'>]: ComponentType } = {
  partitions: lazy(async () => ({ default: (await import('./PartitionsLens.tsx')).PartitionsLens })),
  controller: lazy(async () => ({ default: (await import('./ControllerLens.tsx')).ControllerLens })),
  metrics: lazy(async () => ({ default: (await import('./MetricsLens.tsx')).MetricsLens })),
  log: lazy(async () => ({ default: (await import('../log/LogLens.tsx')).LogLens })),
  spacetime: lazy(async () => ({
    default: (await import('../spacetime/SpacetimeLens.tsx')).SpacetimeLens,
  })),
  ledger: lazy(async () => ({ default: (await import('../ledger/LedgerLens.tsx')).LedgerLens })),
  groups: lazy(async () => ({ default: (await import('../groups/GroupsLens.tsx')).GroupsLens })),
}

export function Lens() {
  const lens = useLens((state) => state.lens)
  if (lens === 'cluster') return <ClusterLens />
  const Shown = SHEETS[lens]
  return (
    <Sheet lens={lens}>
      <Shown />
    </Sheet>
  )
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
