// Keeps the work while it goes on, and offers what an earlier visit left.

import { create } from 'zustand'
import { useLens } from '../state/lens.ts'
import { useRun } from '../state/run-state.ts'
import { useSelection } from '../state/selection.ts'
import { useJournal } from './journal.ts'
import type { KeptWork } from './kept-work.ts'
import { WORK_FORMAT } from './kept-work.ts'
import { forgetWork, loadWork, saveWork } from './store.ts'
import { isTakingUp } from './take-up.ts'

/** Left by an earlier visit, and not answered yet. */
export const useOffer = create<{ readonly work: KeptWork | null }>(() => ({ work: null }))

const SAVE_AFTER_MS = 700
/** Set by who lets the page start anew: the work is then taken up without asking. */
const RESUME = 'highwater.resume'

export async function beginKeeping(takeUp: (work: KeptWork) => Promise<void>): Promise<void> {
  const work = await loadWork()
  if (work !== null) {
    if (takeFlag()) await takeUp(work)
    else useOffer.setState({ work })
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), SAVE_AFTER_MS)
  }
  useJournal.subscribe(later)
  useRun.subscribe((now, before) => {
    if (now.event !== before.event || now.branch !== before.branch || now.source !== before.source) later()
  })
  addEventListener('pagehide', () => void save())
}

/** Worth keeping: something was done to the run, or it came from a file that the address cannot name. */
async function save(): Promise<void> {
  // What is kept is whole: half of it would take its place.
  if (isTakingUp()) return
  const work = workAtHand()
  if (work === null) return
  useOffer.setState({ work: null })
  await saveWork(work)
}

function workAtHand(): KeptWork | null {
  const { info, source, branch, event, cursorUs, timeline } = useRun.getState()
  const { entries } = useJournal.getState()
  if (info === null || source === null) return null
  if (entries.length === 0 && source.kind === 'shipped') return null
  return {
    format: WORK_FORMAT,
    savedAtMs: Date.now(),
    title: info.title,
    source,
    journal: entries,
    endUs: timeline?.endUs ?? info.untilUs,
    branch,
    event,
    timeUs: Math.round(cursorUs),
    lens: useLens.getState().lens,
    selected: useSelection.getState().selected,
  }
}

export function dropOffer(): void {
  useOffer.setState({ work: null })
  void forgetWork()
}

/** The worker is beyond help: a new page takes up the work. */
export function startAnew(): void {
  sessionStorage.setItem(RESUME, '1')
  location.reload()
}

function takeFlag(): boolean {
  const flag = sessionStorage.getItem(RESUME) !== null
  sessionStorage.removeItem(RESUME)
  return flag
}
