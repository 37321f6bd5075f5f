// The lines between processes, and what happened to them.

import { memo } from 'react'
import type { CutRow, NodeRow } from '../../view/rows.ts'
import { pathOf, pointAt } from './curve.ts'
import type { Link } from './links.ts'
import { pairKey } from './links.ts'

export interface LinksProps {
  readonly links: ReadonlyMap<string, Link>
  readonly nodes: readonly NodeRow[]
  readonly cuts: readonly CutRow[]
  readonly flowing: ReadonlySet<string>
}

export const Links = memo(function Links({ links, nodes, cuts, flowing }: LinksProps) {
  const gone = new Set(
    nodes
      .filter((node) => node.status !== 'running' && node.status !== 'paused')
      .map((node) => String(node.id)),
  )
  const cut = new Set(cuts.map((row) => pairKey(bare(row.from), bare(row.to))))
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of an SVG takes no focus; the table and the event list say the same
    <g className="links" aria-hidden="true">
      {[...links.values()].map((link) => {
        const broken = gone.has(link.a) || gone.has(link.b)
        const severed = cut.has(link.key)
        const state = broken || severed ? ' broken' : flowing.has(link.key) ? ' flowing' : ''
        return (
          <g key={link.key} className={`link ${link.family}${state}`}>
            <path d={pathOf(link.curve)} />
            {severed && <Cross at={pointAt(link.curve, 0.5)} />}
          </g>
        )
      })}
    </g>
  )
})

function Cross({ at }: { readonly at: { readonly x: number; readonly y: number } }) {
  return <path className="cut-mark" transform={`translate(${at.x} ${at.y})`} d="M-6 -6L6 6M-6 6L6 -6" />
}

function bare(end: string): string {
  const colon = end.indexOf(':')
  return colon < 0 ? end : end.slice(colon + 1)
}
