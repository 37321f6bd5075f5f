// Everything that can be done to a cluster, by id. Buttons, keys, scenario steps, shell and schema all derive from this list.

import type { InputDeclaration } from '../../sim/input.ts'
import { KILL, PAUSE, POWER_LOSS, RESUME, START, STOP } from './life.ts'
import { CUT_LINK, CUT_OFF, HEAL_LINK, RECONNECT } from './links.ts'

export const INPUTS: readonly InputDeclaration[] = [
  KILL,
  STOP,
  PAUSE,
  RESUME,
  POWER_LOSS,
  START,
  CUT_OFF,
  RECONNECT,
  CUT_LINK,
  HEAL_LINK,
]

export const INPUT_REGISTRY: ReadonlyMap<string, InputDeclaration> = new Map(
  INPUTS.map((declaration) => [declaration.id, declaration]),
)

/** By the code that facts carry. */
export function inputByCode(code: number): InputDeclaration | null {
  return INPUTS.find((declaration) => declaration.code === code) ?? null
}
