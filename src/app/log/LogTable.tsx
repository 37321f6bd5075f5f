// What the picture shows, as tables for whoever does not see it.

import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Columns } from '../chrome/Columns.tsx'
import type { LogPicture } from './picture.ts'
import { verdictOf } from './verdict.ts'

export const LogTable = memo(function LogTable({ picture }: { readonly picture: LogPicture }) {
  const { t } = useTranslation()
  const { replicas, records, readers, changes, window } = picture
  return (
    <div className="visually-hidden" data-testid="log-tables">
      <table data-testid="log-replicas">
        <caption>{t('log.table.replicas', { name: window.name })}</caption>
        <Columns
          words="log.column"
          columns={[
            'broker',
            'standing',
            'logStart',
            'highWatermark',
            'lastStable',
            'logEnd',
            'flushed',
            'segments',
          ]}
        />
        <tbody>
          {replicas.map((replica) => (
            <tr key={replica.address} data-node={replica.node}>
              <th scope="row">{t('broker.name', { id: replica.node })}</th>
              <td>{t(`log.role.${replica.role}`)}</td>
              <td>{replica.logStart}</td>
              <td>{replica.highWatermark}</td>
              <td>{replica.lastStable}</td>
              <td>{replica.logEnd}</td>
              <td>{replica.flushedEnd}</td>
              <td>{replica.segmentCount}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul data-testid="log-readers">
        {readers.map((reader) => (
          <li key={`${reader.address}/${reader.kind}`}>
            {t(`log.reader.${reader.kind}`, { name: reader.name, offset: reader.offset })}
          </li>
        ))}
      </ul>
      <ul data-testid="log-changes">
        {changes.map((change) => (
          <li key={change.address}>
            {t(`log.changed.${change.kind}`, { node: change.node, from: change.from, to: change.to })}
          </li>
        ))}
      </ul>
      {records.length > 0 && <Records picture={picture} />}
    </div>
  )
})

function Records({ picture }: { readonly picture: LogPicture }) {
  const { t } = useTranslation()
  return (
    <table data-testid="log-records">
      <caption>{t('log.table.records', { name: picture.window.name })}</caption>
      <Columns words="log.column" columns={['broker', 'offset', 'key', 'record', 'epoch', 'acknowledged']} />
      <tbody>
        {picture.records.map((record) => (
          <tr key={record.address} className={record.gone ? 'gone' : undefined}>
            <td>{record.node}</td>
            <th scope="row">{record.offset}</th>
            <td>{record.key}</td>
            <td>{record.value}</td>
            <td>{record.epoch}</td>
            <td>{t(verdictOf(record))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
