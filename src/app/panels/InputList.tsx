// What was done to the cluster on this branch, and the branches there are.

import { useTranslation } from 'react-i18next'
import type { BranchInfo, InputInfo } from '../../worker/protocol.ts'
import { InputIcon } from '../actions/input-icon.tsx'
import { BranchTools } from '../branches/BranchTools.tsx'
import { secondsText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { currentBranch, useRun } from '../state/run-state.ts'
import { branchName } from '../text/branch-name.ts'
import { inputWords } from '../text/input-words.ts'

const NO_BRANCHES: readonly BranchInfo[] = []

export function InputList() {
  const branch = useRun(currentBranch)
  return (
    <>
      <Inputs inputs={branch?.inputs ?? []} />
      <Branches />
    </>
  )
}

function Inputs({ inputs }: { readonly inputs: readonly InputInfo[] }) {
  const { t } = useTranslation()
  const { player } = useSession()
  const cursorUs = useRun((run) => inputs.filter((input) => input.timeUs <= run.cursorUs).length)
  return (
    <section className="block" data-testid="inputs">
      <p className="eyebrow">{t('inputs.title')}</p>
      {inputs.length === 0 && <p className="hint">{t('inputs.none')}</p>}
      <ol className="inputs">
        {inputs.map((input, index) => (
          <li
            key={`${input.timeUs}/${input.after}/${input.input}/${JSON.stringify(input.args)}`}
            className={index < cursorUs ? 'done' : 'coming'}
          >
            <button type="button" className="input-button" onClick={() => player.seekTime(input.timeUs)}>
              <InputIcon id={input.input} />
              <span className="input-words">{inputWords(t, input)}</span>
              <span className="input-when">
                {secondsText(input.timeUs)} · {t(`inputs.${input.origin}`)}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Branches() {
  const { t } = useTranslation()
  const { player } = useSession()
  const branches = useRun((run) => run.info?.branches ?? NO_BRANCHES)
  const current = useRun((run) => run.branch)
  return (
    <section className="block" data-testid="branches">
      <p className="eyebrow">{t('branches.title')}</p>
      <ul className="inputs">
        {branches.map((branch) => (
          <li key={branch.id} className="branch-row">
            <button
              type="button"
              className="input-button branch"
              aria-pressed={branch.id === current}
              data-testid={`branch-${branch.id}`}
              onClick={() => player.switchBranch(branch.id)}
            >
              <span className="branch-dot" aria-hidden="true" />
              <span className="input-words">{branchName(t, branch)}</span>
              <span className="input-when">
                {branch.parent === null
                  ? t('branches.root')
                  : t('branches.left', { time: secondsText(branch.forkUs) })}
              </span>
            </button>
            <BranchTools branch={branch} />
          </li>
        ))}
      </ul>
      {branches.length < 2 && <p className="hint">{t('branches.hint')}</p>}
    </section>
  )
}
