// One icon for each declared input, by id.

import {
  AlarmClock,
  AlarmClockPlus,
  ArrowRightLeft,
  CircleStop,
  CopyPlus,
  Eraser,
  FilePlus,
  Hand,
  Landmark,
  Link2,
  Pause,
  Play,
  Power,
  Repeat2,
  Send,
  Settings2,
  Skull,
  Timer,
  Trash2,
  Undo2,
  Unlink2,
  Unplug,
  Vote,
  Zap,
} from 'lucide-react'
import type { ComponentType } from 'react'

const ICONS: { readonly [id: string]: ComponentType<{ size?: number; 'aria-hidden'?: boolean }> } = {
  kill: Skull,
  stop: CircleStop,
  'power-loss': Zap,
  pause: Pause,
  resume: Play,
  'cut-off': Unplug,
  reconnect: Link2,
  start: Power,
  'cut-link': Unlink2,
  'heal-link': Link2,
  'slow-network': Timer,
  'slow-link': Timer,
  'slow-disk': Timer,
  hold: Hand,
  release: Send,
  delay: Timer,
  drop: Trash2,
  repeat: Repeat2,
  'fire-timer': AlarmClock,
  'put-off-timer': AlarmClockPlus,
  'pause-fetcher': Pause,
  'resume-fetcher': Play,
  'create-topic': FilePlus,
  'delete-topic': Trash2,
  'add-partitions': CopyPlus,
  'alter-config': Settings2,
  'delete-records': Eraser,
  'elect-leaders': Vote,
  reassign: ArrowRightLeft,
  'cancel-reassignment': Undo2,
  'describe-quorum': Landmark,
}

export function InputIcon({ id }: { readonly id: string }) {
  const Icon = ICONS[id] ?? Zap
  return <Icon size={15} aria-hidden={true} />
}
