// Truth or belief: the stage shows what is, and marks where the chosen process thinks otherwise.

import { Eye } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClusterRows } from '../../view/rows.ts'
import { controllerLabel } from '../format/names.ts'
import { useRun } from '../state/run-state.ts'
import { lookThrough, useSelection } from '../state/selection.ts'

export function ViewpointChooser({ cluster }: { readonly cluster: ClusterRows }) {
  const differing = useRun((run) => run.beliefs.filter((row) => row.differs).length)
  const viewpoint = useSelection((state) => state.viewpoint)
  return (
    <Chooser
      nodes={cluster.nodes}
      clients={cluster.clients}
      viewpoint={viewpoint}
      differing={viewpoint === null ? 0 : differing}
    />
  )
}

interface ChooserProps {
  readonly nodes: ClusterRows['nodes']
  readonly clients: ClusterRows['clients']
  readonly viewpoint: string | null
  readonly differing: number
}

const Chooser = memo(
  function Chooser({ nodes, clients, viewpoint, differing }: ChooserProps) {
    const { t } = useTranslation()
    return (
      <div className={viewpoint === null ? 'viewpoint' : 'viewpoint active'}>
        <Eye size={15} aria-hidden="true" />
        <select
          aria-label={t('viewpoint.name')}
          data-testid="viewpoint"
          value={viewpoint ?? ''}
          onChange={(event) => lookThrough(event.target.value === '' ? null : event.target.value)}
        >
          <option value="">{t('viewpoint.truth')}</option>
          {nodes.map((node) => (
            <option key={node.address} value={String(node.id)}>
              {node.roles.includes('broker')
                ? t('viewpoint.broker', { id: node.id })
                : t('viewpoint.controller', { name: controllerLabel(node.id) })}
            </option>
          ))}
          {clients.map((client) => (
            <option key={client.address} value={client.id}>
              {t('viewpoint.client', { id: client.id })}
            </option>
          ))}
        </select>
        {viewpoint !== null && (
          <span className="viewpoint-count">{t('viewpoint.differences', { count: differing })}</span>
        )}
      </div>
    )
  },
  (old, now) =>
    old.viewpoint === now.viewpoint &&
    old.differing === now.differing &&
    sameNames(old.nodes, now.nodes) &&
    sameNames(old.clients, now.clients),
)

function sameNames(
  left: readonly { readonly address: string }[],
  right: readonly { readonly address: string }[],
): boolean {
  return left.length === right.length && left.every((row, index) => row.address === right[index]?.address)
}
