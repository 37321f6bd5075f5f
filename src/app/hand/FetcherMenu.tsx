// The part of a broker's menu that is about its fetchers: pause or resume the one from another broker.

import { ChevronRight } from 'lucide-react'
import * as DropdownMenu from 'radix-ui/dropdown-menu'
import { useTranslation } from 'react-i18next'
import { fetcherActions } from '../actions/fetcher-actions.ts'
import { InputIcon } from '../actions/input-icon.tsx'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { processWords } from '../text/input-words.ts'

const NO_NODES: readonly never[] = []

export function FetcherMenu({ name }: { readonly name: string }) {
  const { t } = useTranslation()
  const session = useSession()
  const nodes = useRun((run) => run.cluster?.nodes ?? NO_NODES)
  const leaders = nodes.filter((node) => node.roles.includes('broker') && String(node.id) !== name)
  return fetcherActions.map((action) => (
    <DropdownMenu.Sub key={action}>
      <DropdownMenu.SubTrigger className="menu-item" data-testid={`action-${action}`}>
        <InputIcon id={action} />
        <span>{t(`input.${action}`)}</span>
        <ChevronRight className="menu-more" size={14} aria-hidden="true" />
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className="menu" collisionPadding={10}>
          {leaders.map(({ id }) => (
            <DropdownMenu.Item
              key={id}
              className="menu-item"
              data-testid={`${action}-${id}`}
              onSelect={() => void session.act(action, { node: name, leader: String(id) })}
            >
              {t('hand.from', { name: processWords(t, String(id)) })}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  ))
}
