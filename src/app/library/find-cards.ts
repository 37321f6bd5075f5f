// The scenarios that a reader's words leave.

import type { ScenarioCard } from '../../scenario/shipped.ts'

/** Every word must be in the title or summary (of either language), the id, or the module's name. */
export function findCards(
  cards: readonly ScenarioCard[],
  text: string,
  moduleName: (module: string) => string,
): readonly ScenarioCard[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return cards.filter(({ id, module, title, summary }) => {
    const line = [id, moduleName(module), title.en, title.ko, summary.en, summary.ko].join(' ').toLowerCase()
    return words.every((word) => line.includes(word))
  })
}
