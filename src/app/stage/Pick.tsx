// A part of the picture that can be chosen by mouse and keyboard.

import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import { concerns, hover, select, useSelection } from '../state/selection.ts'

export interface PickProps {
  readonly address: string
  readonly label: string
  readonly className: string
  readonly transform?: string
  readonly testId?: string
  /** Called beside selecting, with the page coordinates of the click (or of the thing's middle). */
  readonly onPick?: (clientX: number, clientY: number) => void
  readonly children: ReactNode
}

export function Pick({ address, label, className, transform, testId, onPick, children }: PickProps) {
  const selected = useSelection((state) => concerns(address, state.selected))
  const hovered = useSelection((state) => concerns(address, state.hovered))
  const click = (event: MouseEvent<SVGGElement>) => {
    select(address)
    onPick?.(event.clientX, event.clientY)
  }
  const press = (event: KeyboardEvent<SVGGElement>) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    event.stopPropagation()
    select(address)
    const box = event.currentTarget.getBoundingClientRect()
    onPick?.(box.left + box.width / 2, box.top + 44)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group inside an SVG cannot be a button element
    <g
      role="button"
      tabIndex={0}
      aria-label={label}
      aria-pressed={selected}
      className={`pick ${className}${selected ? ' selected' : hovered ? ' hovered' : ''}`}
      transform={transform}
      data-address={address}
      data-testid={testId}
      onClick={click}
      onContextMenu={(event) => {
        if (onPick === undefined) return
        event.preventDefault()
        click(event)
      }}
      onKeyDown={press}
      onMouseEnter={() => hover(address)}
      onMouseLeave={() => hover(null)}
    >
      {children}
    </g>
  )
}
