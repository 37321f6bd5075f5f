import { describe, expect, it } from 'vitest'
import type { MarkRow } from '../../view/rows.ts'
import { type MarkText, placeMarks } from './mark-labels.ts'

const text = (x: number, width: number, kind: MarkRow['kind']): MarkText => ({
  mark: { event: x, timeUs: x, kind, sentence: { key: '', args: {} } },
  x,
  width,
})

describe('marks on the timeline', () => {
  it('all have words where there is room', () => {
    const placed = placeMarks([text(50, 80, 'fault'), text(400, 80, 'isr')], 1000)
    expect(placed.every((mark) => mark.label !== null)).toBe(true)
  })

  it('give way by weight when they crowd', () => {
    const crowd = [
      text(500, 300, 'isr'),
      text(505, 300, 'fault'),
      text(510, 300, 'election'),
      text(515, 300, 'repair'),
      text(512, 300, 'isr'),
    ]
    const placed = placeMarks(crowd, 1000)
    const worded = placed.filter((mark) => mark.label !== null).map((mark) => mark.mark.kind)
    expect(worded).toContain('fault')
    expect(worded).toContain('election')
    expect(worded).not.toContain('isr')
  })

  it('turn their words to the left at the right edge', () => {
    expect(placeMarks([text(980, 120, 'fault')], 1000)[0]?.label?.anchor).toBe('end')
  })

  it('keep a glyph off the words of another', () => {
    const placed = placeMarks(
      [text(100, 200, 'fault'), text(105, 600, 'election'), text(120, 900, 'isr')],
      1000,
    )
    expect(placed[2]?.label).toBeNull()
    expect(placed[2]?.line).toBeNull()
  })
})
