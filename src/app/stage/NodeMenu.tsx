// What can be done to a process, right where it stands.

import { Crosshair, Eye, EyeOff } from 'lucide-react'
import * as DropdownMenu from 'radix-ui/dropdown-menu'
import { useTranslation } from 'react-i18next'
import type { ClientRow, NodeRow } from '../../view/rows.ts'
import { InputIcon } from '../actions/input-icon.tsx'
import { focusOn, MenuAt } from '../actions/MenuAt.tsx'
import { nodeActions } from '../actions/node-actions.ts'
import { FetcherMenu } from '../hand/FetcherMenu.tsx'
import { useSession } from '../play/session-context.ts'
import { lookThrough, useSelection } from '../state/selection.ts'
import { change } from '../state/settings.ts'
import { LinkMenu } from './LinkMenu.tsx'

export interface MenuPlace {
  readonly row: NodeRow | ClientRow
  /** In page coordinates. */
  readonly x: number
  readonly y: number
}

export interface NodeMenuProps {
  readonly place: MenuPlace
  readonly onClose: () => void
}

export function NodeMenu({ place, onClose }: NodeMenuProps) {
  const { t } = useTranslation()
  const session = useSession()
  const viewpoint = useSelection((state) => state.viewpoint)
  const { row, x, y } = place
  const name = String(row.id)
  const kind = kindOf(row)
  const actions = nodeActions.filter((action) => action.appliesTo(kind, row.status))
  const looking = viewpoint === name
  return (
    <MenuAt
      x={x}
      y={y}
      title={t(`menu.${kind}`, { id: name })}
      testId="node-menu"
      onClose={onClose}
      giveFocusBack={() => focusOn(row.address)}
    >
      {actions.map((action) => (
        <DropdownMenu.Item
          key={action.id}
          className={action.id === 'kill' || action.id === 'power-loss' ? 'menu-item bad' : 'menu-item'}
          data-testid={`action-${action.id}`}
          onSelect={() => void session.act(action.id, { node: name })}
        >
          <InputIcon id={action.id} />
          <span>{t(`input.${action.id}`)}</span>
          <span className="menu-note">{t(`input.${action.id}.note`)}</span>
        </DropdownMenu.Item>
      ))}
      <LinkMenu name={name} />
      {kind === 'broker' && <FetcherMenu name={name} />}
      <DropdownMenu.Separator className="menu-line" />
      <DropdownMenu.Item className="menu-item" onSelect={() => lookThrough(looking ? null : name)}>
        {looking ? <EyeOff size={15} aria-hidden="true" /> : <Eye size={15} aria-hidden="true" />}
        <span>{looking ? t('menu.truth') : t('menu.lookThrough')}</span>
      </DropdownMenu.Item>
      <DropdownMenu.Item
        className="menu-item"
        onSelect={() => change({ sideOpen: true, sideTab: 'inspect' })}
      >
        <Crosshair size={15} aria-hidden="true" />
        <span>{t('menu.inspect')}</span>
      </DropdownMenu.Item>
    </MenuAt>
  )
}

function kindOf(row: NodeRow | ClientRow): 'broker' | 'controller' | 'client' {
  if (!('roles' in row)) return 'client'
  return row.roles.includes('broker') ? 'broker' : 'controller'
}
