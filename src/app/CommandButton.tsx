// A button for a declared command: its name and key come from the command.

import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { commandById } from './commands.ts'
import { keyText } from './format/keys.ts'
import { useSession } from './play/session-context.ts'

export interface CommandButtonProps {
  readonly id: string
  readonly className?: string
  /** Overrides the command's own name, e.g. Pause for play. */
  readonly name?: string
  readonly pressed?: boolean
  readonly disabled?: boolean
  readonly children: ReactNode
}

export function CommandButton({ id, className, name, pressed, disabled, children }: CommandButtonProps) {
  const { t } = useTranslation()
  const { player } = useSession()
  const command = commandById(id)
  const words = name ?? t(`command.${id}`)
  const key = command.keys[0]
  return (
    <button
      type="button"
      className={className ?? 'button'}
      aria-label={words}
      aria-pressed={pressed}
      disabled={disabled}
      title={key === undefined ? words : `${words} (${keyText(key)})`}
      data-testid={`command-${id}`}
      // A click by mouse leaves the keyboard's focus where it was, so that Space goes on to mean play.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => command.run(player)}
    >
      {children}
    </button>
  )
}
