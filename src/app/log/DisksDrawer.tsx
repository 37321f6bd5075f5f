// Disk and page cache of each broker.

import { useTranslation } from 'react-i18next'
import type { DiskRow } from '../../view/log-rows.ts'
import { countText } from '../format/time.ts'
import { bytesText } from './bytes-text.ts'

export function DisksDrawer({ disks }: { readonly disks: readonly DiskRow[] }) {
  const { t } = useTranslation()
  const most = Math.max(1, ...disks.map((disk) => disk.usedBytes))
  return (
    <>
      <h2 className="sheet-title">{t('log.drawer.disks')}</h2>
      <div className="grid-frame">
        <table className="grid disks" data-testid="log-disks">
          <caption className="visually-hidden">{t('log.drawer.disks')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('log.column.broker')}</th>
              <th scope="col">{t('log.disk.used')}</th>
              <th scope="col" className="number">
                {t('log.disk.dirty')}
              </th>
              <th scope="col" className="number">
                {t('log.disk.hits')}
              </th>
              <th scope="col" className="number">
                {t('log.disk.misses')}
              </th>
            </tr>
          </thead>
          <tbody>
            {disks.map((disk) => (
              <tr key={disk.address}>
                <th scope="row">{t('broker.name', { id: disk.node })}</th>
                <td>
                  {bytesText(disk.usedBytes)}
                  <span className="disk-bar" aria-hidden="true">
                    <span className="disk-used" style={{ width: `${(100 * disk.usedBytes) / most}%` }} />
                    <span className="disk-dirty" style={{ width: `${(100 * disk.dirtyBytes) / most}%` }} />
                  </span>
                </td>
                <td className="number">{bytesText(disk.dirtyBytes)}</td>
                <td className="number">{countText(disk.hits)}</td>
                <td className="number">{countText(disk.misses)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="log-note">{t('log.disk.note')}</p>
    </>
  )
}
