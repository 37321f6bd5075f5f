// One icon for each declared input, by id.

import { CircleStop, Link2, Pause, Play, Power, Skull, Unlink2, Unplug, Zap } from 'lucide-react'
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
}

export function InputIcon({ id }: { readonly id: string }) {
  const Icon = ICONS[id] ?? Zap
  return <Icon size={15} aria-hidden={true} />
}
