// Exponential back-off with jitter (clients.md 0.2): min(max, initial · 2^n · U), U from [0.8, 1.2). In whole milliseconds.

import { drawInt } from '../../sim/chance.ts'
import type { World } from '../../sim/world.ts'
import { stream } from '../../sim/world.ts'

/** `attempts`: failures before this one. With initial ≥ max there is no jitter. */
export function backoffMs(
  world: World,
  owner: string,
  initialMs: number,
  maxMs: number,
  attempts: number,
): number {
  if (initialMs >= maxMs) return Math.min(initialMs, maxMs)
  let termMs = initialMs
  for (let i = 0; i < attempts && termMs < maxMs; i++) termMs *= 2
  termMs = Math.min(termMs, maxMs)
  const percent = 80 + drawInt(stream(world, `backoff/${owner}`), 40)
  return Math.min(maxMs, Math.floor((termMs * percent) / 100))
}
