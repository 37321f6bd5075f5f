// The two sides: a branch of the run on the stage each, or of the one beside it.

import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SideAsk } from '../../worker/compare-tools.ts'
import type { BranchInfo } from '../../worker/protocol.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { useSettings } from '../state/settings.ts'
import { branchName } from '../text/branch-name.ts'
import { closeBeside, useBesideRun } from './beside.ts'
import { useComparison } from './comparison.ts'
import { runName } from './run-name.ts'

export interface CompareSidesProps {
  /** Whether another run is being chosen. */
  readonly choosing: boolean
  readonly onChoose: () => void
}

export function CompareSides({ choosing, onChoose }: CompareSidesProps) {
  const { t } = useTranslation()
  const session = useSession()
  const sides = useComparison()
  const beside = useBesideRun()
  return (
    <div className="compare-sides">
      {(['a', 'b'] as const).map((side) => (
        <label key={side} className={`compare-side ${side}`}>
          <b>{t(`compare.${side}`)}</b>
          <select
            className="sheet-select"
            value={optionOf(sides[side])}
            data-testid={`compare-${side}`}
            onChange={(event) => useComparison.setState({ [side]: sideOf(event.target.value) })}
          >
            <Runs />
          </select>
        </label>
      ))}
      <span className="compare-other">
        <button
          type="button"
          className="button small"
          aria-expanded={choosing}
          data-testid="compare-choose"
          onClick={onChoose}
        >
          {t('compare.choose')}
        </button>
        {beside !== null && (
          <button
            type="button"
            className="icon-button"
            aria-label={t('compare.close')}
            title={t('compare.close')}
            data-testid="compare-close"
            onClick={() => void closeBeside(session)}
          >
            <X size={15} aria-hidden="true" />
          </button>
        )}
      </span>
    </div>
  )
}

/** One group a run; without a run beside the branches alone. */
function Runs() {
  const { t } = useTranslation()
  const language = useSettings((settings) => settings.language)
  const info = useRun((run) => run.info)
  const beside = useBesideRun()
  const options = (run: SideAsk['run'], branches: readonly BranchInfo[], name: string | null) =>
    branches.map((branch) => (
      <option key={`${run}/${branch.id}`} value={optionOf({ run, branch: branch.id })}>
        {name === null || branches.length > 1 ? branchName(t, branch) : name}
      </option>
    ))
  if (info === null) return null
  if (beside === null) return options('stage', info.branches, null)
  const [here, there] = [runName(t, language, info), runName(t, language, beside.info)]
  const [onStage, aside] = [t('compare.onStage', { run: here }), t('compare.beside', { run: there })]
  // Runs that differ by a config alone are called the same: then it counts which of them stands where.
  const isSame = here === there
  return (
    <>
      <optgroup label={onStage}>{options('stage', info.branches, isSame ? onStage : here)}</optgroup>
      <optgroup label={aside}>{options('beside', beside.info.branches, isSame ? aside : there)}</optgroup>
    </>
  )
}

function optionOf({ run, branch }: SideAsk): string {
  return `${run}/${branch}`
}

function sideOf(value: string): SideAsk {
  const [run, branch] = value.split('/')
  return { run: run === 'beside' ? 'beside' : 'stage', branch: Number(branch) }
}
