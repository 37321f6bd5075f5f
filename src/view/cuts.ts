// A row for each cut link, one way.

import type { CutRow } from './rows.ts'
import type { Scene } from './scene.ts'

export function cutRows(scene: Scene): CutRow[] {
  const rows: CutRow[] = []
  for (const { address, from, to, cutBy } of scene.things.link)
    if (cutBy >= 0) rows.push({ address, from, to })
  return rows
}
