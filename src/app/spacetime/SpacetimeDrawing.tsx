// The canvas, the lanes' names beside it, and how hands and keys move about in it.

import type { KeyboardEvent, MouseEvent, PointerEvent } from 'react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LaneRow, SpacetimeRows } from '../../view/spacetime-rows.ts'
import { controllerLabel } from '../format/names.ts'
import { secondsText, spanText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { select, useSelection } from '../state/selection.ts'
import { useSettings } from '../state/settings.ts'
import { useTell } from '../text/use-tell.ts'
import { drawScene, readInks } from './draw.ts'
import { hitAt, hitNow } from './hit.ts'
import { openArrow } from './open-arrow.ts'
import type { Plan } from './plan.ts'
import { planOf } from './plan.ts'
import type { Hit } from './scene.ts'
import { sceneOf } from './scene.ts'
import { useSpacetime } from './store.ts'
import { useWheel } from './use-wheel.ts'
import type { Stretch } from './window.ts'
import { panned, zoomed } from './window.ts'

export interface SpacetimeDrawingProps {
  readonly rows: SpacetimeRows
  readonly stretch: Stretch
  readonly width: number
  readonly height: number
  readonly limitUs: number
}

export function SpacetimeDrawing({ rows, stretch, width, height, limitUs }: SpacetimeDrawingProps) {
  const { t, i18n } = useTranslation()
  const tell = useTell()
  const canvas = useRef<HTMLCanvasElement>(null)
  const across = useSpacetime((state) => state.across)
  const cursorUs = useRun((run) => run.cursorUs)
  const theme = useSettings((settings) => settings.theme)
  const [pointed, setPointed] = useState<Hit | null>(null)
  const plan = useMemo(
    () => planOf({ width, height, across, stretch, lanes: rows.lanes }),
    [width, height, across, stretch, rows.lanes],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the language
  const scene = useMemo(
    () =>
      sceneOf({
        rows,
        plan,
        cursorUs,
        limitUs,
        words: (note) => tell(note.sentence),
        waitWords: (wait) => t('spacetime.silence', { span: spanText(wait.toUs - wait.fromUs) }),
      }),
    [rows, plan, cursorUs, limitUs, i18n.language],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours change with the theme
  useEffect(() => {
    const paint = () => {
      if (canvas.current !== null) drawScene(canvas.current, scene.marks, { width, height }, readInks())
    }
    paint()
    // The faces may come later than the first painting.
    let wanted = true
    if (document.fonts.status !== 'loaded') void document.fonts.ready.then(() => wanted && paint())
    return () => {
      wanted = false
    }
  }, [scene, width, height, theme])
  const hands = useHands(plan, scene.hits, setPointed)
  useWheel(canvas, plan)
  return (
    <>
      <canvas
        ref={canvas}
        className={pointed === null ? 'spacetime-canvas' : 'spacetime-canvas pointed'}
        style={{ width, height }}
        tabIndex={0}
        role="img"
        aria-label={t('spacetime.picture', {
          from: secondsText(stretch.fromUs),
          to: secondsText(stretch.toUs),
          count: rows.arrows.length,
        })}
        data-testid="spacetime-canvas"
        data-from={stretch.fromUs}
        data-to={stretch.toUs}
        data-arrows={rows.arrows.length}
        data-lit={rows.arrows.filter(({ lit }) => lit !== null).length}
        {...hands}
      />
      <LaneNames lanes={rows.lanes} plan={plan} />
      <p className="spacetime-status" data-testid="spacetime-status">
        {pointed !== null && <Pointed hit={pointed} rows={rows} />}
      </p>
    </>
  )
}

function Pointed({ hit, rows }: { readonly hit: Hit; readonly rows: SpacetimeRows }) {
  const { t } = useTranslation()
  const tell = useTell()
  const { arrow, event } = hit
  if (arrow === null) {
    const note = rows.notes.find((row) => row.event === event)
    return note === undefined ? t('spacetime.event', { event }) : tell(note.sentence)
  }
  const names = { from: nameOf(rows.lanes[arrow.from]), to: nameOf(rows.lanes[arrow.to]), api: arrow.api }
  const sent = secondsText(arrow.sentUs)
  if (arrow.arrivesUs === null) return t(`spacetime.${arrow.kind}.open`, { ...names, sent })
  const took = spanText(arrow.arrivesUs - arrow.sentUs)
  return t(`spacetime.${arrow.kind}.${arrow.lost ? 'lost' : 'arrived'}`, { ...names, sent, took })
}

export function nameOf(lane: LaneRow | undefined): string {
  if (lane === undefined) return ''
  if (lane.kind === 'controller') return controllerLabel(Number(lane.name))
  return lane.kind === 'broker' ? `B${lane.name}` : lane.name
}

function LaneNames({ lanes, plan }: { readonly lanes: readonly LaneRow[]; readonly plan: Plan }) {
  const { t } = useTranslation()
  const selected = useSelection((state) => state.selected)
  const active = useRun((run) => run.cluster?.nodes.find((node) => node.active)?.id ?? -1)
  const isTight = plan.across && plan.gap < 34
  return (
    <ul className={plan.across ? 'lane-names across' : 'lane-names down'}>
      {lanes.map((lane, index) => {
        const place = plan.lanes[index] ?? 0
        const kind = lane.name === String(active) ? 'active' : lane.kind
        return (
          <li
            key={lane.address}
            style={plan.across ? { top: place } : { left: place }}
            className={selected === lane.address ? 'selected' : undefined}
          >
            <button type="button" onClick={() => select(lane.address)} title={t(`spacetime.lane.${kind}`)}>
              <b>{nameOf(lane)}</b>
              {!isTight && <span>{t(`spacetime.lane.${kind}`)}</span>}
            </button>
          </li>
        )
      })}
    </ul>
  )
}

const DRAG_MIN = 4
const KEY_ZOOM = 0.6
const KEY_PAN = 0.25

function useHands(plan: Plan, hits: readonly Hit[], setPointed: (hit: Hit | null) => void) {
  const session = useSession()
  const drag = useRef<{ x: number; y: number; stretch: Stretch; moved: boolean } | null>(null)
  const endUs = () => useRun.getState().timeline?.endUs ?? useRun.getState().info?.untilUs ?? 1
  const goTo = (event: number) => {
    session.player.pause()
    session.player.seek({ by: 'event', event })
  }
  const local = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  return {
    onPointerDown: (event: PointerEvent<HTMLCanvasElement>) => {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      drag.current = { ...local(event), stretch: plan.stretch, moved: false }
    },
    onPointerMove: (event: PointerEvent<HTMLCanvasElement>) => {
      const at = local(event)
      const from = drag.current
      if (from === null) {
        setPointed(hitAt(hits, at))
        return
      }
      const way = plan.across ? at.x - from.x : at.y - from.y
      if (Math.abs(way) > DRAG_MIN) from.moved = true
      if (from.moved)
        useSpacetime.setState({ stretch: panned(from.stretch, -way / (plan.end - plan.begin), endUs()) })
    },
    onPointerUp: (event: PointerEvent<HTMLCanvasElement>) => {
      const from = drag.current
      drag.current = null
      if (from === null || from.moved) return
      const hit = hitAt(hits, local(event))
      if (hit !== null) goTo(hit.event)
    },
    onContextMenu: (event: MouseEvent<HTMLCanvasElement>) => {
      drag.current = null
      const box = event.currentTarget.getBoundingClientRect()
      const hit = hitAt(hits, { x: event.clientX - box.left, y: event.clientY - box.top })
      if (hit === null || hit.arrow === null) return
      event.preventDefault()
      openArrow(hit.arrow, { x: event.clientX, y: event.clientY }, session.player.pause)
    },
    onPointerLeave: () => setPointed(null),
    onPointerCancel: () => {
      drag.current = null
    },
    onKeyDown: (event: KeyboardEvent<HTMLCanvasElement>) => {
      if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
        const hit = hitNow(hits, useRun.getState().event)
        if (hit === null) return
        event.preventDefault()
        const box = event.currentTarget.getBoundingClientRect()
        openArrow(hit.arrow, { x: box.left + hit.to.x, y: box.top + hit.to.y }, session.player.pause)
        return
      }
      const { stretch } = plan
      const moves: { readonly [key: string]: () => Stretch } = {
        '+': () => zoomed(stretch, KEY_ZOOM, 0.5, endUs()),
        '=': () => zoomed(stretch, KEY_ZOOM, 0.5, endUs()),
        '-': () => zoomed(stretch, 1 / KEY_ZOOM, 0.5, endUs()),
        PageUp: () => panned(stretch, -KEY_PAN, endUs()),
        PageDown: () => panned(stretch, KEY_PAN, endUs()),
        '0': () => ({ fromUs: 0, toUs: endUs() }),
      }
      const move =
        event.ctrlKey || event.metaKey || event.altKey || event.shiftKey ? undefined : moves[event.key]
      if (move !== undefined) {
        event.preventDefault()
        useSpacetime.setState({ stretch: move() })
      }
    },
  }
}
