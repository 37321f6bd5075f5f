// The table behind the picture, for readers that cannot see it. Written when play rests, and once a second during play.

import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClusterRows } from '../../view/rows.ts'
import { Columns } from '../chrome/Columns.tsx'
import { useRun } from '../state/run-state.ts'
import { standingOf } from './Tank.tsx'

const EVERY_MS = 1000

export function StageTable() {
  const { t } = useTranslation()
  const rows = useCalmCluster()
  if (rows === null) return null
  const leaders = new Map(rows.partitions.map((row) => [`${row.topic}-${row.index}`, row.leader]))
  return (
    <div className="visually-hidden" data-testid="stage-table">
      <table>
        <caption>{t('table.nodes')}</caption>
        <Columns words="table" columns={['node', 'status', 'raft', 'epoch', 'leaders']} />
        <tbody>
          {rows.nodes.map((node) => (
            <tr key={node.address}>
              <th scope="row">{node.address}</th>
              <td>{t(`life.${node.status}`)}</td>
              <td>{t(`raft.${node.raftRole}`)}</td>
              <td>{node.raftEpoch}</td>
              <td>{node.leaders}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <caption>{t('table.replicas')}</caption>
        <Columns words="table" columns={['replica', 'standing', 'highWatermark', 'logEnd']} />
        <tbody>
          {rows.replicas.map((row) => (
            <tr key={row.address}>
              <th scope="row">{row.address}</th>
              <td>{t(`standing.${standingOf(row, leaders.get(row.partition) === row.node)}`)}</td>
              <td>{row.highWatermark}</td>
              <td>{row.logEnd}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function useCalmCluster(): ClusterRows | null {
  const [rows, setRows] = useState<ClusterRows | null>(null)
  useEffect(() => {
    const timer = setInterval(() => setRows(useRun.getState().cluster), EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return rows
}
