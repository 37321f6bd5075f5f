// Disk and page cache of each broker.

import { useTranslation } from 'react-i18next'
import type { DiskRow } from '../../view/log-rows.ts'
import { countText } from '../format/time.ts'
import { bytesText } from './bytes-text.ts'

export function DisksDrawer({ disks }: { readonly disks: readonly DiskRow[] }) {
  const { t } = useTranslation()
  const [cache] = disks
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
              <Line
                key={disk.address}
                disk={disk}
                most={disk.capacityBytes < 0 ? most : disk.capacityBytes}
              />
            ))}
          </tbody>
        </table>
      </div>
      {cache !== undefined && cache.cacheBytes >= 0 && (
        <p className="log-note">{t('log.disk.cache', { size: bytesText(cache.cacheBytes) })}</p>
      )}
      <p className="log-note">{t('log.disk.note')}</p>
    </>
  )
}

/** `most`: what the whole bar stands for. */
function Line({ disk, most }: { readonly disk: DiskRow; readonly most: number }) {
  const { t } = useTranslation()
  const notes = [
    ...(disk.state === 'online' ? [] : [t(`log.disk.${disk.state}`)]),
    ...(disk.slowFactor === 1 ? [] : [t('log.disk.slow', { factor: disk.slowFactor })]),
  ]
  return (
    <tr>
      <th scope="row">
        {t('broker.name', { id: disk.node })}
        <span className="cell-note">{disk.dir}</span>
        {notes.length > 0 && <span className="col-state">{notes.join(' · ')}</span>}
      </th>
      <td>
        {disk.capacityBytes < 0
          ? bytesText(disk.usedBytes)
          : t('log.disk.of', { used: bytesText(disk.usedBytes), all: bytesText(disk.capacityBytes) })}
        <span className="disk-bar" aria-hidden="true">
          <span className="disk-used" style={{ width: `${Math.min(100, (100 * disk.usedBytes) / most)}%` }} />
          <span
            className="disk-dirty"
            style={{ width: `${Math.min(100, (100 * disk.dirtyBytes) / most)}%` }}
          />
        </span>
      </td>
      <td className="number">{bytesText(disk.dirtyBytes)}</td>
      <td className="number">{disk.first ? countText(disk.hits) : ''}</td>
      <td className="number">{disk.first ? countText(disk.misses) : ''}</td>
    </tr>
  )
}
