// Above the space-time picture: what is drawn, how far one looks, which way time runs, and the picture as a file.

import { Download, Maximize, RotateCw, Route, Waypoints, ZoomIn, ZoomOut } from 'lucide-react'
import * as DropdownMenu from 'radix-ui/dropdown-menu'
import type { ReactNode, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Family } from '../../view/rows.ts'
import type { SpacetimeRows } from '../../view/spacetime-rows.ts'
import { saveFile } from '../chrome/save-file.ts'
import { countText } from '../format/time.ts'
import { useRun } from '../state/run-state.ts'
import { useTell } from '../text/use-tell.ts'
import { exportSvg } from './export-svg.ts'
import { nameOf } from './SpacetimeDrawing.tsx'
import { FAMILIES, toggleFamily, toggleLane, useSpacetime } from './store.ts'
import type { Stretch } from './window.ts'
import { covering, fitted, zoomed } from './window.ts'

export interface SpacetimeBarProps {
  readonly rows: SpacetimeRows | null
  readonly stretch: Stretch
  readonly frame: RefObject<HTMLDivElement | null>
}

export function SpacetimeBar({ rows, stretch, frame }: SpacetimeBarProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const across = useSpacetime((state) => state.across)
  const endUs = useRun((run) => run.timeline?.endUs ?? run.info?.untilUs ?? 1)
  const look = (next: Stretch) => useSpacetime.setState({ stretch: next })
  const chain = rows?.chain ?? null
  return (
    <div className="sheet-bar spacetime-bar">
      <Families />
      <Apis rows={rows} />
      <Lanes rows={rows} />
      <div className="bar-group">
        <Tool name={t('spacetime.zoomIn')} id="zoom-in" onPick={() => look(zoomed(stretch, 0.5, 0.5, endUs))}>
          <ZoomIn size={16} aria-hidden="true" />
        </Tool>
        <Tool name={t('spacetime.zoomOut')} id="zoom-out" onPick={() => look(zoomed(stretch, 2, 0.5, endUs))}>
          <ZoomOut size={16} aria-hidden="true" />
        </Tool>
        <Tool
          name={t('spacetime.chain')}
          id="zoom-chain"
          disabled={chain === null}
          onPick={() => chain !== null && look(covering([chain.fromUs, chain.toUs], endUs))}
        >
          <Route size={16} aria-hidden="true" />
        </Tool>
        <Tool
          name={t('spacetime.whole')}
          id="zoom-whole"
          onPick={() => look(fitted({ fromUs: 0, toUs: endUs }, endUs))}
        >
          <Maximize size={16} aria-hidden="true" />
        </Tool>
        <Tool
          name={t(across ? 'spacetime.down' : 'spacetime.across')}
          id="orientation"
          onPick={() => useSpacetime.setState({ across: !across })}
        >
          <RotateCw size={16} aria-hidden="true" />
        </Tool>
        <Tool
          name={t('spacetime.export')}
          id="export-svg"
          disabled={rows === null}
          onPick={() => {
            const box = frame.current
            if (rows !== null && box !== null)
              saveFile('space-time.svg', 'image/svg+xml', exportSvg(rows, stretch, box, t, tell))
          }}
        >
          <Download size={16} aria-hidden="true" />
        </Tool>
      </div>
      {rows !== null && rows.folded.length > 0 && (
        <span className="sheet-count" data-testid="spacetime-folded">
          {t('spacetime.folded', {
            kinds: rows.folded
              .map(
                ({ api, family, count }) =>
                  `${api} (${t(`spacetime.family.${family}`)}) ×${countText(count)}`,
              )
              .join(', '),
          })}
        </span>
      )}
      {rows?.far === true && (
        <span className="sheet-count">
          {t('spacetime.far', { count: rows.events, text: countText(rows.events) })}
        </span>
      )}
    </div>
  )
}

interface ToolProps {
  readonly name: string
  readonly id: string
  readonly disabled?: boolean
  readonly onPick: () => void
  readonly children: ReactNode
}

function Tool({ name, id, disabled, onPick, children }: ToolProps) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={name}
      title={name}
      disabled={disabled}
      data-testid={`spacetime-${id}`}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      {children}
    </button>
  )
}

function Families() {
  const { t } = useTranslation()
  const families = useSpacetime((state) => state.families)
  return (
    <fieldset className="bar-group families">
      <legend className="visually-hidden">{t('spacetime.families')}</legend>
      {FAMILIES.map((family: Family) => (
        <button
          key={family}
          type="button"
          className={`chip ${family}`}
          aria-pressed={families.includes(family)}
          data-testid={`family-${family}`}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => toggleFamily(family)}
        >
          <svg width="18" height="8" aria-hidden="true">
            <path d="M0 4H11" />
            <path className="chip-head" d="M10 0L18 4L10 8Z" />
          </svg>
          {t(`spacetime.family.${family}`)}
        </button>
      ))}
    </fieldset>
  )
}

function Apis({ rows }: { readonly rows: SpacetimeRows | null }) {
  const { t } = useTranslation()
  const api = useSpacetime((state) => state.api)
  const names = new Set<string>(api === null ? [] : [api])
  for (const arrow of rows?.arrows ?? []) names.add(arrow.api)
  for (const kind of rows?.folded ?? []) names.add(kind.api)
  return (
    <select
      className="sheet-select"
      aria-label={t('spacetime.api')}
      data-testid="spacetime-api"
      value={api ?? ''}
      onChange={(event) =>
        useSpacetime.setState({ api: event.target.value === '' ? null : event.target.value })
      }
    >
      <option value="">{t('spacetime.allApis')}</option>
      {[...names].sort().map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  )
}

function Lanes({ rows }: { readonly rows: SpacetimeRows | null }) {
  const { t } = useTranslation()
  const hidden = useSpacetime((state) => state.hidden)
  const all = rows?.all ?? []
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button" data-testid="spacetime-lanes">
        <Waypoints size={15} aria-hidden="true" />
        {hidden.length === 0
          ? t('spacetime.lanes')
          : t('spacetime.lanesSome', { shown: all.length - hidden.length, all: all.length })}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={6} collisionPadding={10}>
          {all.map((lane) => (
            <DropdownMenu.CheckboxItem
              key={lane.address}
              className="menu-item"
              checked={!hidden.includes(lane.name)}
              onSelect={(event) => event.preventDefault()}
              onCheckedChange={() => toggleLane(lane.name)}
            >
              <span className="menu-check">{hidden.includes(lane.name) ? '' : '✓'}</span>
              <span>{nameOf(lane)}</span>
              <span className="menu-note">{t(`spacetime.lane.${lane.kind}`)}</span>
            </DropdownMenu.CheckboxItem>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
