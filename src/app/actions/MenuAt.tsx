// A menu at a place of the page: it opens with the component and takes the keyboard, which goes back where it came from.

import * as DropdownMenu from 'radix-ui/dropdown-menu'
import type { ReactNode } from 'react'

export interface MenuAtProps {
  /** In page coordinates. */
  readonly x: number
  readonly y: number
  readonly title: string
  readonly testId: string
  readonly onClose: () => void
  /** The keyboard goes back to the thing whose menu was open. */
  readonly giveFocusBack: () => void
  readonly children: ReactNode
}

export function MenuAt({ x, y, title, testId, onClose, giveFocusBack, children }: MenuAtProps) {
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <button
          type="button"
          tabIndex={-1}
          className="menu-anchor"
          style={{ left: x, top: y }}
          aria-label={title}
        />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu"
          align="start"
          sideOffset={6}
          collisionPadding={10}
          data-testid={testId}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            giveFocusBack()
          }}
          onContextMenu={(event) => event.preventDefault()}
          aria-label={title}
        >
          <DropdownMenu.Label className="menu-title">{title}</DropdownMenu.Label>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** Of the places where a thing shows, the first that can take the focus gets it. */
export function focusOn(address: string): void {
  for (const element of document.querySelectorAll(`[data-address="${CSS.escape(address)}"]`)) {
    const target = element as HTMLElement | SVGElement
    if (target.tabIndex >= 0) {
      target.focus()
      return
    }
  }
}
