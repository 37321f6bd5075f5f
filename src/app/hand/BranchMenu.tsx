// What can be done to a branch, on its track of the timeline.

import { GitBranch, GitCompare, Pencil, Trash2 } from 'lucide-react'
import * as DropdownMenu from 'radix-ui/dropdown-menu'
import { useTranslation } from 'react-i18next'
import { MenuAt } from '../actions/MenuAt.tsx'
import { onStage, useComparison } from '../branches/comparison.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { change } from '../state/settings.ts'
import { branchName } from '../text/branch-name.ts'
import { trackOf } from './branch-track.ts'
import type { BranchPlace } from './open-menu.ts'
import { useOpenMenu } from './open-menu.ts'

interface BranchMenuProps {
  readonly place: BranchPlace
  readonly onClose: () => void
}

export function BranchMenu({ place, onClose }: BranchMenuProps) {
  const { t } = useTranslation()
  const session = useSession()
  const shown = useRun((run) => run.branch)
  const branch = useRun((run) => run.info?.branches.find(({ id }) => id === place.branch))
  if (branch === undefined) return null
  const { id, parent } = branch
  return (
    <MenuAt
      x={place.x}
      y={place.y}
      title={branchName(t, branch)}
      testId="branch-menu"
      onClose={onClose}
      giveFocusBack={() => {
        if (useOpenMenu.getState().naming === null) trackOf(id)?.focus()
      }}
    >
      {id !== shown && (
        <DropdownMenu.Item
          className="menu-item"
          data-testid="branch-menu-switch"
          onSelect={() => session.player.switchBranch(id)}
        >
          <GitBranch size={15} aria-hidden="true" />
          <span>{t('branch.menu.switch')}</span>
        </DropdownMenu.Item>
      )}
      <DropdownMenu.Item
        className="menu-item"
        data-testid="branch-menu-rename"
        onSelect={() => useOpenMenu.setState({ naming: id })}
      >
        <Pencil size={15} aria-hidden="true" />
        <span>{t('branch.menu.rename')}</span>
        <span className="menu-note">F2</span>
      </DropdownMenu.Item>
      {id !== shown && (
        <DropdownMenu.Item
          className="menu-item"
          data-testid="branch-menu-compare"
          onSelect={() => {
            useComparison.setState({ a: onStage(shown), b: onStage(id) })
            change({ dialog: 'compare' })
          }}
        >
          <GitCompare size={15} aria-hidden="true" />
          <span>{t('branch.menu.compare')}</span>
        </DropdownMenu.Item>
      )}
      {parent !== null && (
        <DropdownMenu.Item
          className="menu-item bad"
          data-testid="branch-menu-delete"
          onSelect={() => void session.deleteBranch(id)}
        >
          <Trash2 size={15} aria-hidden="true" />
          <span>{t('branch.menu.delete')}</span>
          <span className="menu-note">{t('branch.menu.delete.note')}</span>
        </DropdownMenu.Item>
      )}
    </MenuAt>
  )
}
