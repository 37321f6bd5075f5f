// Keys to commands, wherever on the page the focus is, except where a person writes or an open menu needs them.

import { useEffect } from 'react'
import { commandForKey } from './commands.ts'
import type { Player } from './play/player.ts'
import { useSettings } from './state/settings.ts'

export function useKeys(player: Player): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isBusy(event)) return
      const command = commandForKey(event)
      if (command === null) return
      event.preventDefault()
      command.run(player)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [player])
}

/** Among tabs and answers these go from one to the next. */
const WALKS = /^(?:Arrow|Page|Home$|End$)/

function isBusy(event: KeyboardEvent): boolean {
  if (useSettings.getState().dialog !== 'none') return true
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('input:not([type=file]), textarea, select, [role=menu], [role=dialog]')) return true
  if (WALKS.test(event.key) && target.closest('[role=radiogroup], [role=tablist]')) return true
  // A focused button answers Space and Enter itself.
  return event.key === ' ' && target.closest('button, [role=button], a') !== null
}
