import { describe, expect, it } from 'vitest'
import { keepLabels, type LabelBox } from './labels.ts'

const box = (id: string, x: number, rank: number): LabelBox => ({ id, x, y: 0, width: 60, height: 20, rank })

describe('labels', () => {
  it('keep their words where there is room', () => {
    expect([...keepLabels([box('a', 0, 1), box('b', 60, 1)]).values()]).toEqual(['full', 'full'])
  })

  it('give way by rank', () => {
    const shown = keepLabels([box('a', 0, 1), box('b', 45, 2)])
    expect(shown.get('b')).toBe('full')
    expect(shown.get('a')).toBe('bare')
  })

  it('vanish where even the arrow would lie on words', () => {
    expect(keepLabels([box('a', 0, 1), box('b', 10, 2)]).get('a')).toBe('none')
  })

  it('choose alike whatever the order of asking', () => {
    const boxes = [box('a', 0, 1), box('b', 20, 1), box('c', 40, 1)]
    const forth = keepLabels(boxes)
    const back = keepLabels([...boxes].reverse())
    for (const { id } of boxes) expect(back.get(id)).toBe(forth.get(id))
  })
})
