// The picture of one partition's logs, painted on a canvas, with the tables that stand behind it.

import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LensRows } from '../../view/lens-rows.ts'
import type { LogWindowRow } from '../../view/log-rows.ts'
import { countText } from '../format/time.ts'
import { useSize } from '../stage/use-size.ts'
import { lookAt, useLogView } from '../state/log-view.ts'
import { useRun } from '../state/run-state.ts'
import { select, useSelection } from '../state/selection.ts'
import { useSettings } from '../state/settings.ts'
import { layoutLog, offsetAtY, ROW_MIN, tankAt } from './geometry.ts'
import { LogLegend } from './LogLegend.tsx'
import { LogTable } from './LogTable.tsx'
import type { Palette } from './paint.ts'
import { paintMarks, paletteOf } from './paint.ts'
import type { LogPicture as Picture } from './picture.ts'
import { logScene } from './scene.ts'
import type { Cursor, Shown } from './use-log-gestures.ts'
import { logKey, useLogGestures } from './use-log-gestures.ts'
import { useLogWords } from './use-log-words.ts'
import { useRecentChanges } from './use-recent-changes.ts'
import { verdictOf } from './verdict.ts'
import { centred } from './zoom.ts'

const BUCKET_PX = 2.5

interface LogPictureProps {
  readonly cluster: LensRows
  readonly window: LogWindowRow
}

export function LogPicture({ cluster, window }: LogPictureProps) {
  const { t } = useTranslation()
  const frame = useRef<HTMLDivElement>(null)
  const size = useSize(frame)
  const words = useLogWords()
  const playing = useRun((run) => run.playing)
  const selected = useSelection((selection) => selection.selected)
  const [cursor, setCursor] = useState<Cursor | null>(null)
  const { logReplicas: replicas, logRecords, logBuckets, logReaders } = cluster
  const recent = useRecentChanges(replicas, logRecords)
  // While it plays every event would mark something else.
  const changes = playing ? recent.changes : cluster.logChanges
  const records = useMemo(
    () => (recent.gone.length === 0 ? logRecords : [...recent.gone, ...logRecords]),
    [recent, logRecords],
  )
  const digits = countText(Math.max(window.end, 100)).length
  const hasReaders = logReaders.length > 0
  const geometry = useMemo(
    () => layoutLog(size, replicas.length, digits, hasReaders),
    [size, replicas.length, digits, hasReaders],
  )
  const picture: Picture = useMemo(
    () => ({
      window,
      replicas,
      records,
      buckets: logBuckets,
      changes,
      readers: logReaders,
      cursor,
      selected,
    }),
    [window, replicas, records, logBuckets, changes, logReaders, cursor, selected],
  )
  useRoom(geometry.floor - geometry.top)
  const marks = useMemo(() => logScene(picture, geometry, words), [picture, geometry, words])
  const canvas = usePainting(marks, size)
  const shown = useRef<Shown | null>(null)
  useLayoutEffect(() => {
    shown.current = { window, geometry }
  }, [window, geometry])
  const hasLost = useMemo(() => records.some((record) => record.acknowledged === 'lost'), [records])
  useOpenedInSight(window)
  const open = useCallback(
    (at: Cursor) => {
      setCursor(at)
      lookAt({ opened: at, drawer: 'record' })
      const row = logRecords.find((record) => record.node === at.node && record.offset === at.offset)
      if (row !== undefined && row.record !== '') select(row.record)
    },
    [logRecords],
  )
  const cursorAt = (x: number, y: number): Cursor | null => {
    const node = replicas[tankAt(geometry, x)]?.node
    const inTank = y >= geometry.top && y <= geometry.floor
    return node === undefined || !inTank ? null : { node, offset: offsetAtY(geometry, window, y) }
  }
  const gestures = useLogGestures(
    frame,
    shown,
    (x, y) => {
      const at = cursorAt(x, y)
      const replica = replicas.find((each) => each.node === at?.node)
      const isThere =
        at !== null && replica !== undefined && at.offset >= replica.logStart && at.offset < replica.logEnd
      if (isThere) open(at)
      const head = y < geometry.top ? replicas[tankAt(geometry, x)] : undefined
      if (head !== undefined) select(head.address)
    },
    (x, y) => {
      const at = cursorAt(x, y)
      setCursor((old) => (old?.node === at?.node && old?.offset === at?.offset ? old : at))
    },
  )
  return (
    <>
      <div
        ref={frame}
        className="log-picture"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its rows are walked by keyboard
        tabIndex={0}
        role="application"
        aria-label={t('log.picture', { name: window.name })}
        aria-describedby="log-keys"
        data-testid="log-picture"
        data-from={window.from}
        data-to={window.to}
        data-bucket={window.bucket}
        data-marks={marks.length}
        onKeyDown={(event) =>
          shown.current !== null &&
          logKey(
            event,
            shown.current,
            replicas.map((replica) => replica.node),
            cursor,
            setCursor,
            open,
          )
        }
        onMouseDown={(event) => event.preventDefault()}
        onMouseLeave={() => setCursor(null)}
        {...gestures}
      >
        <canvas ref={canvas} />
      </div>
      <p id="log-keys" className="visually-hidden">
        {t('log.keys')}
      </p>
      <CursorWords cursor={cursor} records={records} />
      <LogLegend replicas={replicas} window={window} hasLost={hasLost} />
      {!playing && <LogTable picture={picture} />}
    </>
  )
}

/** Says to whoever does not see it which record the keyboard is on. */
function CursorWords({
  cursor,
  records,
}: {
  readonly cursor: Cursor | null
  readonly records: LensRows['logRecords']
}) {
  const { t } = useTranslation()
  const record = records.find((row) => row.node === cursor?.node && row.offset === cursor.offset)
  const words =
    cursor === null
      ? ''
      : record === undefined
        ? t('log.cursor', { node: cursor.node, offset: cursor.offset })
        : t('log.cursor.record', {
            node: cursor.node,
            offset: cursor.offset,
            key: record.key,
            value: record.value,
            epoch: record.epoch,
            verdict: t(verdictOf(record)),
          })
  return (
    <p className="visually-hidden" aria-live="polite" data-testid="log-cursor">
      {words}
    </p>
  )
}

/** A drawer may take the room in which the record stood that opened it: looked at once for each record and each room. */
function useOpenedInSight({ from, to, bucket, start, end }: LogWindowRow): void {
  const opened = useLogView((view) => view.opened)
  const recordsMax = useLogView((view) => view.recordsMax)
  const looked = useRef('')
  useEffect(() => {
    const isOld = bucket === 0 && to - from > recordsMax
    const key = `${opened?.node}/${opened?.offset}/${recordsMax}`
    if (opened === null || isOld || looked.current === key) return
    looked.current = key
    if (opened.offset < from || opened.offset >= to) lookAt(centred({ from, to, start, end }, opened.offset))
  }, [opened, recordsMax, from, to, bucket, start, end])
}

/** Tells the lens's question how much there is room for. */
function useRoom(height: number): void {
  useEffect(() => {
    if (height < 40) return
    const recordsMax = Math.max(4, Math.floor(height / ROW_MIN))
    const bucketsMax = Math.max(32, Math.floor(height / BUCKET_PX))
    const now = useLogView.getState()
    if (now.recordsMax !== recordsMax || now.bucketsMax !== bucketsMax) lookAt({ recordsMax, bucketsMax })
  }, [height])
}

/** A canvas at the screen's own resolution, painted anew when its marks or the theme change. */
function usePainting(
  marks: ReturnType<typeof logScene>,
  size: { readonly width: number; readonly height: number },
) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const palette = useRef<{ readonly key: string; readonly of: Palette } | null>(null)
  const theme = useSettings((settings) => settings.theme)
  const fonts = useFonts()
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null
    if (canvas.current === null || context === null || size.width === 0) return
    const ratio = globalThis.devicePixelRatio || 1
    const width = Math.round(size.width * ratio)
    const height = Math.round(size.height * ratio)
    if (canvas.current.width !== width || canvas.current.height !== height) {
      canvas.current.width = width
      canvas.current.height = height
      canvas.current.style.width = `${size.width}px`
      canvas.current.style.height = `${size.height}px`
    }
    const key = `${theme}/${ratio}/${fonts}`
    if (palette.current?.key !== key) palette.current = { key, of: paletteOf(canvas.current, context) }
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.clearRect(0, 0, size.width, size.height)
    paintMarks(context, palette.current.of, marks)
  }, [marks, size, theme, fonts])
  return canvas
}

/** Counts up when fonts have come: a canvas does not paint itself anew then. */
function useFonts(): number {
  const [count, setCount] = useState(0)
  useEffect(() => {
    const come = () => setCount((old) => old + 1)
    document.fonts.addEventListener('loadingdone', come)
    return () => document.fonts.removeEventListener('loadingdone', come)
  }, [])
  return count
}
