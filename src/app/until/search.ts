// The search of the dialog: what is found is gone to at once. Stopped, or with the dialog closed, it moves nothing any more.

import type { UntilAsk } from '../../run/until-conditions.ts'
import type { UntilAnswer } from '../../worker/run-answers.ts'
import type { Session } from '../play/session.ts'
import { useRun } from '../state/run-state.ts'

export interface Looking {
  readonly searching: boolean
  readonly answer: UntilAnswer | null
}

export const NOT_LOOKING: Looking = { searching: false, answer: null }

export interface Search {
  begin(direction: 1 | -1, ask: UntilAsk): Promise<void>
  stop(): void
}

export function createSearch(
  { host, player }: Pick<Session, 'host' | 'player'>,
  tell: (looking: Looking) => void,
): Search {
  // Counts the searches: only the last one is told of.
  let asked = 0
  return {
    begin: async (direction, ask) => {
      asked += 1
      const mine = asked
      tell({ searching: true, answer: null })
      player.pause()
      await player.idle()
      if (mine !== asked) return
      const { branch, event } = useRun.getState()
      try {
        const answer = await host.runUntil(branch, event, direction, ask)
        if (mine !== asked) return
        if (answer.kind === 'found') player.seek({ by: 'event', event: answer.event })
        tell({ searching: false, answer })
      } catch (error) {
        if (mine !== asked) return
        useRun.setState({ failure: String(error) })
        tell(NOT_LOOKING)
      }
    },
    stop: () => {
      asked += 1
      tell(NOT_LOOKING)
      void host.cancelUntil().catch(() => undefined)
    },
  }
}
