// A broker's data directory as `ls -l` lists it at this moment, and its files to take away.

import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronDown, ChevronRight, Download } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EstimatedBatch } from '../../kafka/log/files/estimated-batch.ts'
import type { FileRow } from '../../view/log-rows.ts'
import type { NodeRow } from '../../view/rows.ts'
import { Spacer } from '../lenses/Spacer.tsx'
import { useSession } from '../play/session-context.ts'
import { lookAt, useLogView } from '../state/log-view.ts'
import { useRun } from '../state/run-state.ts'

const ROW_HEIGHT = 24

interface FilesDrawerProps {
  readonly nodes: readonly NodeRow[]
  readonly files: readonly FileRow[]
}

export function FilesDrawer({ nodes, files }: FilesDrawerProps) {
  const { t } = useTranslation()
  const [refused, setRefused] = useState<EstimatedBatch | null>(null)
  const chosen = useLogView((view) => view.node)
  const brokers = nodes.filter((node) => node.roles.includes('broker'))
  const first = brokers[0]?.id ?? null
  const node = brokers.some((broker) => broker.id === chosen) ? chosen : first
  useEffect(() => {
    if (node !== chosen) lookAt({ node, folder: null })
  }, [node, chosen])
  return (
    <>
      <div className="log-drawer-bar">
        <h2 className="sheet-title">{t('log.drawer.files')}</h2>
        <select
          className="sheet-select"
          aria-label={t('log.files.broker')}
          value={node ?? ''}
          data-testid="log-files-broker"
          onChange={(event) => lookAt({ node: Number(event.target.value), folder: null })}
        >
          {brokers.map((broker) => (
            <option key={broker.id} value={broker.id}>
              {t('broker.name', { id: broker.id })}
            </option>
          ))}
        </select>
        {node !== null && (
          <DownloadButton nodes={[node]} words={t('log.files.download')} onRefused={setRefused} />
        )}
        <DownloadButton
          nodes={brokers.map((broker) => broker.id)}
          words={t('log.files.downloadAll')}
          onRefused={setRefused}
        />
      </div>
      {refused !== null && (
        <p className="log-note" role="alert" data-testid="log-files-refused">
          {t('log.files.noBytes', {
            offset: refused.baseOffset,
            partition: refused.partition,
            node: refused.node,
            codec: refused.codec,
          })}
        </p>
      )}
      <Listing files={files} />
      <p className="log-note">{t('log.files.note')}</p>
    </>
  )
}

function Listing({ files }: { readonly files: readonly FileRow[] }) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const folder = useLogView((view) => view.folder)
  const virtual = useVirtualizer({
    count: files.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  })
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <section
      className="sheet-scroll log-listing"
      ref={scroller}
      aria-label={t('log.drawer.files')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
    >
      <table className="listing" data-testid="log-files" aria-rowcount={files.length}>
        <caption className="visually-hidden">{t('log.drawer.files')}</caption>
        <tbody>
          <Spacer height={before} columns={3} />
          {items.map((item) => {
            const file = files[item.index]
            return file === undefined ? null : (
              <Line key={file.address} file={file} place={item.index} open={file.path === folder} />
            )
          })}
          <Spacer height={after} columns={3} />
        </tbody>
      </table>
    </section>
  )
}

function Line({
  file,
  place,
  open,
}: {
  readonly file: FileRow
  readonly place: number
  readonly open: boolean
}) {
  const slash = file.path.indexOf('/')
  const Sign = open ? ChevronDown : ChevronRight
  return (
    <tr aria-rowindex={place + 1} className={slash > 0 ? 'inside' : undefined}>
      <td className="listing-mode">{file.folder ? 'drwxr-xr-x' : '-rw-r--r--'}</td>
      <td className="number">{file.sizeBytes}</td>
      <td className="listing-name">
        {file.folder ? (
          <button
            type="button"
            aria-expanded={open}
            data-testid={`folder-${file.path}`}
            onClick={() => lookAt({ folder: open ? null : file.path })}
          >
            <Sign size={13} aria-hidden="true" />
            {file.path}/
          </button>
        ) : (
          file.path.slice(slash + 1)
        )}
      </td>
    </tr>
  )
}

/** The files are packed by the worker; the browser keeps them as one zip. */
function DownloadButton({
  nodes,
  words,
  onRefused,
}: {
  readonly nodes: readonly number[]
  readonly words: string
  /** null: there are bytes of everything. */
  readonly onRefused: (refused: EstimatedBatch | null) => void
}) {
  const { host } = useSession()
  const [busy, setBusy] = useState(false)
  const download = async () => {
    const { branch, event, info, cursorUs } = useRun.getState()
    setBusy(true)
    try {
      const bytes = await host.dataZip(branch, event, nodes)
      onRefused(bytes instanceof Uint8Array ? null : bytes)
      if (!(bytes instanceof Uint8Array)) return
      const which = nodes.length === 1 ? `broker-${nodes[0]}` : 'cluster'
      const name = `${(info?.scenarioId ?? 'run').replace(/\W+/g, '-')}-${which}-${Math.floor(cursorUs / 1000)}ms.zip`
      save(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/zip' }), name)
    } catch (error) {
      useRun.setState({ failure: String(error) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <button
      type="button"
      className="tool words"
      disabled={busy}
      aria-busy={busy}
      data-testid={nodes.length === 1 ? 'log-download' : 'log-download-all'}
      onClick={() => void download()}
    >
      <Download size={15} aria-hidden="true" />
      {words}
    </button>
  )
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
