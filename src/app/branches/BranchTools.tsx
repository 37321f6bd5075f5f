// What can be done to a branch: give it a name, hold it against the one at hand, let it go.

import { GitCompare, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BranchInfo } from '../../worker/protocol.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { change } from '../state/settings.ts'
import { branchName } from '../text/branch-name.ts'
import { onStage, useComparison } from './comparison.ts'
import { NAME_MAX } from './name-max.ts'

export function BranchTools({ branch }: { readonly branch: BranchInfo }) {
  const { t } = useTranslation()
  const session = useSession()
  const [naming, setNaming] = useState(false)
  const shown = useRun((run) => run.branch)
  const count = useRun((run) => run.info?.branches.length ?? 1)
  const name = branchName(t, branch)
  if (naming)
    return (
      <form
        className="branch-naming"
        onSubmit={(event) => {
          event.preventDefault()
          const text = new FormData(event.currentTarget).get('name')
          setNaming(false)
          void session.renameBranch(branch.id, String(text ?? ''))
        }}
      >
        <input
          className="sheet-input"
          name="name"
          defaultValue={branch.name}
          placeholder={name}
          maxLength={NAME_MAX}
          aria-label={t('branch.newName', { name })}
          data-testid={`branch-name-${branch.id}`}
          // biome-ignore lint/a11y/noAutofocus: it comes in place of the button that was pressed
          autoFocus
          onKeyDown={(event) => event.key === 'Escape' && setNaming(false)}
        />
        <button type="submit" className="button small">
          {t('branch.rename.do')}
        </button>
      </form>
    )
  return (
    <span className="branch-tools">
      <button
        type="button"
        className="icon-button"
        aria-label={t('branch.rename', { name })}
        title={t('branch.rename', { name })}
        data-testid={`branch-rename-${branch.id}`}
        onClick={() => setNaming(true)}
      >
        <Pencil size={14} aria-hidden="true" />
      </button>
      {count > 1 && branch.id !== shown && (
        <button
          type="button"
          className="icon-button"
          aria-label={t('branch.compare', { name })}
          title={t('branch.compare', { name })}
          data-testid={`branch-compare-${branch.id}`}
          onClick={() => {
            useComparison.setState({ a: onStage(shown), b: onStage(branch.id) })
            change({ dialog: 'compare' })
          }}
        >
          <GitCompare size={14} aria-hidden="true" />
        </button>
      )}
      {branch.parent !== null && (
        <button
          type="button"
          className="icon-button"
          aria-label={t('branch.delete', { name })}
          title={t('branch.delete', { name })}
          data-testid={`branch-delete-${branch.id}`}
          onClick={() => void session.deleteBranch(branch.id)}
        >
          <Trash2 size={14} aria-hidden="true" />
        </button>
      )}
    </span>
  )
}
