// Ids that a coordinator gives to members: what they are called, and a random UUID.

import { drawInt } from '../../sim/chance.ts'
import type { World } from '../../sim/world.ts'
import { stream } from '../../sim/world.ts'
import type { Node } from '../node.ts'

export function newMemberId(world: World, node: Readonly<Node>, prefix: string): string {
  const chance = stream(world, `member-ids/${node.id}`)
  const words: string[] = []
  for (let i = 0; i < 8; i++) {
    let bits = drawInt(chance, 65_536)
    // Version 4 of the variant that everybody uses.
    if (i === 3) bits = 0x4000 | (bits & 0x0fff)
    if (i === 4) bits = 0x8000 | (bits & 0x3fff)
    words.push(bits.toString(16).padStart(4, '0'))
  }
  const [a, b, c, d, e, f, g, h] = words
  return `${prefix}-${a}${b}-${c}-${d}-${e}-${f}${g}${h}`
}
