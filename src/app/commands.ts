// Everything the page can be told to do, declared once: keys, buttons, the palette and the help all read this list.

import { onStage, useComparison } from './branches/comparison.ts'
import { askFirst } from './first/first-minute.ts'
import { DEFAULT_PACE, neighbourPace, STORY_RATES } from './play/pace.ts'
import type { Player } from './play/player.ts'
import { openLens } from './state/lens.ts'
import { stepAt } from './state/lesson.ts'
import { useRun } from './state/run-state.ts'
import { pin, select, useSelection } from './state/selection.ts'
import { change, useSettings } from './state/settings.ts'

export type CommandGroup = 'play' | 'step' | 'view' | 'page'

export interface Command {
  readonly id: string
  readonly group: CommandGroup
  /** Key chords in the form `Shift+ArrowRight`; `Mod` is Ctrl or Cmd. The first is shown. */
  readonly keys: readonly string[]
  readonly run: (player: Player) => void
}

export const commands: readonly Command[] = [
  { id: 'play', group: 'play', keys: ['Space'], run: (player) => player.toggle() },
  { id: 'step.event', group: 'step', keys: ['ArrowRight'], run: (player) => player.step('event', 1) },
  { id: 'back.event', group: 'step', keys: ['ArrowLeft'], run: (player) => player.step('event', -1) },
  {
    id: 'step.request',
    group: 'step',
    keys: ['Shift+ArrowRight'],
    run: (player) => player.step('request', 1),
  },
  {
    id: 'back.request',
    group: 'step',
    keys: ['Shift+ArrowLeft'],
    run: (player) => player.step('request', -1),
  },
  { id: 'step.mark', group: 'step', keys: [']'], run: (player) => player.step('mark', 1) },
  { id: 'back.mark', group: 'step', keys: ['['], run: (player) => player.step('mark', -1) },
  { id: 'start', group: 'step', keys: ['Home'], run: (player) => leap(player, 'start') },
  { id: 'end', group: 'step', keys: ['End'], run: (player) => leap(player, 'end') },
  { id: 'extend', group: 'play', keys: ['x'], run: (player) => player.extend() },
  { id: 'faster', group: 'play', keys: ['+', '='], run: (player) => changeRate(player, 1) },
  { id: 'slower', group: 'play', keys: ['-'], run: (player) => changeRate(player, -1) },
  { id: 'story', group: 'play', keys: ['s'], run: toggleStory },
  { id: 'lesson.back', group: 'step', keys: ['Shift+PageUp'], run: (player) => turnPage(player, -1) },
  { id: 'lesson.next', group: 'step', keys: ['Shift+PageDown'], run: (player) => turnPage(player, 1) },
  { id: 'inspect', group: 'view', keys: ['i'], run: () => change({ sideOpen: true, sideTab: 'inspect' }) },
  { id: 'events', group: 'view', keys: ['e'], run: () => change({ sideOpen: true, sideTab: 'events' }) },
  { id: 'inputs', group: 'view', keys: ['n'], run: () => change({ sideOpen: true, sideTab: 'inputs' }) },
  { id: 'pin', group: 'view', keys: ['p'], run: togglePin },
  { id: 'deselect', group: 'view', keys: ['Escape'], run: () => select(null) },
  {
    id: 'lesson',
    group: 'view',
    keys: ['l'],
    run: () => change({ lessonOpen: !useSettings.getState().lessonOpen }),
  },
  {
    id: 'side',
    group: 'view',
    keys: ['r'],
    run: () => change({ sideOpen: !useSettings.getState().sideOpen }),
  },
  { id: 'lens.cluster', group: 'view', keys: ['1'], run: () => openLens('cluster') },
  { id: 'lens.partitions', group: 'view', keys: ['2'], run: () => openLens('partitions') },
  { id: 'lens.controller', group: 'view', keys: ['3'], run: () => openLens('controller') },
  { id: 'lens.metrics', group: 'view', keys: ['4'], run: () => openLens('metrics') },
  { id: 'lens.log', group: 'view', keys: ['5'], run: () => openLens('log') },
  { id: 'lens.spacetime', group: 'view', keys: ['6'], run: () => openLens('spacetime') },
  { id: 'lens.ledger', group: 'view', keys: ['7'], run: () => openLens('ledger') },
  { id: 'lens.groups', group: 'view', keys: ['8'], run: () => openLens('groups') },
  { id: 'palette', group: 'page', keys: ['Mod+k'], run: () => change({ dialog: 'palette' }) },
  { id: 'help', group: 'page', keys: ['?'], run: () => change({ dialog: 'help' }) },
  { id: 'fidelity', group: 'page', keys: ['f'], run: () => change({ dialog: 'fidelity' }) },
  { id: 'calculators', group: 'page', keys: ['c'], run: () => change({ dialog: 'calculators' }) },
  { id: 'library', group: 'page', keys: ['o'], run: () => change({ dialog: 'library' }) },
  { id: 'language', group: 'page', keys: [], run: toggleLanguage },
  { id: 'theme', group: 'page', keys: ['t'], run: toggleTheme },
  {
    id: 'presenter',
    group: 'page',
    keys: ['Shift+P'],
    run: () => change({ presenter: !useSettings.getState().presenter }),
  },
  { id: 'until', group: 'step', keys: ['u'], run: () => change({ dialog: 'until' }) },
  { id: 'engine', group: 'page', keys: ['m'], run: () => change({ dialog: 'engine' }) },
  { id: 'compare', group: 'view', keys: [], run: openComparison },
  { id: 'first', group: 'page', keys: [], run: askFirst },
  { id: 'share', group: 'page', keys: ['Shift+S'], run: () => change({ dialog: 'share' }) },
  { id: 'open', group: 'page', keys: ['Mod+o'], run: () => document.getElementById('open-file')?.click() },
]

export function commandById(id: string): Command {
  const found = commands.find((command) => command.id === id)
  if (found === undefined) throw new Error(`no command ${id}`)
  return found
}

/** The command a key press stands for, or null. */
export function commandForKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
): Command | null {
  if (event.altKey) return null
  const chord = chordOf(event)
  return commands.find((command) => command.keys.includes(chord)) ?? null
}

function chordOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey'>): string {
  const mod = event.ctrlKey || event.metaKey ? 'Mod+' : ''
  if (event.key === ' ') return `${mod}Space`
  // For signs such as ? and + Shift only reaches them; for names and letters it is part of the chord.
  const named = event.key.length > 1 || /^[A-Za-z]$/.test(event.key)
  return `${mod}${event.shiftKey && named ? 'Shift+' : ''}${event.key}`
}

/** The branch at hand beside the one that it left. */
function openComparison(): void {
  const { info, branch } = useRun.getState()
  const parent = info?.branches.find(({ id }) => id === branch)?.parent
  const other = parent ?? info?.branches.find(({ id }) => id !== branch)?.id ?? branch
  useComparison.setState({ a: onStage(other), b: onStage(branch) })
  change({ dialog: 'compare' })
}

function leap(player: Player, to: 'start' | 'end'): void {
  player.pause()
  const { timeline, info } = useRun.getState()
  player.seekTime(to === 'start' ? 0 : (timeline?.endUs ?? info?.untilUs ?? 0))
}

function changeRate(player: Player, direction: 1 | -1): void {
  player.setPace(neighbourPace(useRun.getState().pace, direction))
}

function toggleStory(player: Player): void {
  const story = useRun.getState().pace.kind === 'story'
  player.setPace(story ? DEFAULT_PACE : { kind: 'story', secondsPerMark: STORY_RATES[1] ?? 4 })
}

/** Goes to the lesson's previous or next step. */
function turnPage(player: Player, direction: 1 | -1): void {
  const { info, cursorUs } = useRun.getState()
  const target = info?.lesson[stepAt(info.lesson, cursorUs) + direction]
  if (target === undefined) return
  player.pause()
  player.seekTime(target.atUs)
}

function togglePin(): void {
  const { pinned, selected } = useSelection.getState()
  pin(pinned === null ? selected : null)
}

function toggleLanguage(): void {
  change({ language: useSettings.getState().language === 'en' ? 'ko' : 'en' })
}

function toggleTheme(): void {
  change({ theme: useSettings.getState().theme === 'light' ? 'dark' : 'light' })
}
