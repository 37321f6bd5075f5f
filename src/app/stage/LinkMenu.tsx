// The part of a process's menu that is about single links: cut or heal one, one way.

import { ChevronRight } from 'lucide-react'
import * as DropdownMenu from 'radix-ui/dropdown-menu'
import { useTranslation } from 'react-i18next'
import { InputIcon } from '../actions/input-icon.tsx'
import { linkActions } from '../actions/node-actions.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { processWords } from '../text/input-words.ts'

export function LinkMenu({ name }: { readonly name: string }) {
  const { t } = useTranslation()
  const session = useSession()
  const { others, cutTo } = useLinks(name)
  return linkActions.map((action) => {
    const ends = others.filter((other) => cutTo.includes(other) === (action === 'heal-link'))
    if (ends.length === 0) return null
    return (
      <DropdownMenu.Sub key={action}>
        <DropdownMenu.SubTrigger className="menu-item" data-testid={`action-${action}`}>
          <InputIcon id={action} />
          <span>{t(`menu.${action}`)}</span>
          <ChevronRight className="menu-more" size={14} aria-hidden="true" />
        </DropdownMenu.SubTrigger>
        <DropdownMenu.Portal>
          <DropdownMenu.SubContent className="menu" collisionPadding={10}>
            {ends.map((to) => (
              <DropdownMenu.Item
                key={to}
                className="menu-item"
                data-testid={`${action}-${to}`}
                onSelect={() => void session.act(action, { from: name, to })}
              >
                {processWords(t, to)}
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.SubContent>
        </DropdownMenu.Portal>
      </DropdownMenu.Sub>
    )
  })
}

interface LinkEnds {
  readonly others: readonly string[]
  /** Those to which the link is cut. */
  readonly cutTo: readonly string[]
}

function useLinks(name: string): LinkEnds {
  const cluster = useRun((run) => run.cluster)
  if (cluster === null) return { others: [], cutTo: [] }
  const all = [...cluster.nodes.map((node) => String(node.id)), ...cluster.clients.map((client) => client.id)]
  return {
    others: all.filter((other) => other !== name),
    cutTo: cluster.cuts.filter((cut) => cut.from === name).map((cut) => cut.to),
  }
}
