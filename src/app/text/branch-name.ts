import type { TFunction } from 'i18next'
import type { BranchInfo } from '../../worker/protocol.ts'
import { secondsText } from '../format/time.ts'
import { inputWords } from './input-words.ts'

/** A branch is called as somebody named it, or else after the input that made it; the first one is the run as the scenario has it. */
export function branchName(t: TFunction, branch: BranchInfo): string {
  if (branch.name !== '') return branch.name
  if (branch.parent === null) return t('branch.main')
  const own = branch.inputs.find((input) => input.origin === 'hand' && input.timeUs >= branch.forkUs)
  if (own === undefined) return String(branch.id)
  return `${inputWords(t, own)} · ${secondsText(own.timeUs)}`
}
