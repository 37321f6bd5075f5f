import { describe, expect, it } from 'vitest'
import { type Box, layoutStage } from './layout.ts'

const CLUSTER = {
  controllers: ['101', '102', '103'],
  brokers: ['1', '2', '3'],
  clients: ['p1', 'c1'],
  replicasMax: 3,
}

function overlap(left: Box, right: Box): boolean {
  return (
    left.x < right.x + right.width &&
    right.x < left.x + left.width &&
    left.y < right.y + right.height &&
    right.y < left.y + left.height
  )
}

describe('the stage', () => {
  it.each([
    [700, 600],
    [1250, 870],
    [520, 460],
    [380, 700],
  ])('keeps all boxes apart and inside at %i by %i', (width, height) => {
    const layout = layoutStage({ ...CLUSTER, width, height })
    const boxes = [...layout.boxes.values()]
    expect(boxes).toHaveLength(8)
    for (const [index, box] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false)
      expect(box.y + box.height).toBeLessThanOrEqual(layout.height)
    }
    for (const name of CLUSTER.brokers) {
      expect(layout.boxes.get(name)?.x).toBeGreaterThanOrEqual(0)
    }
  })

  it.each([369, 616, 749, 1250])('keeps every client inside, however many, at a width of %i', (width) => {
    for (let count = 1; count <= 12; count++) {
      const clients = Array.from({ length: count }, (_, index) => `c${index}`)
      const layout = layoutStage({ ...CLUSTER, clients, width, height: 600 })
      const boxes = [...layout.boxes.values()]
      for (const name of clients) {
        const box = layout.boxes.get(name) as Box
        expect(box.x, `${name} of ${count}`).toBeGreaterThanOrEqual(0)
        expect(box.x + box.width, `${name} of ${count}`).toBeLessThanOrEqual(layout.width)
        expect(box.y + box.height).toBeLessThanOrEqual(layout.height)
        expect(boxes.filter((other) => overlap(box, other))).toEqual([box])
      }
    }
  })

  it('shows three replicas side by side at the width of a small laptop', () => {
    expect(layoutStage({ ...CLUSTER, width: 700, height: 600 }).tank.shownMax).toBeGreaterThanOrEqual(3)
  })

  it('breaks many brokers into rows', () => {
    const brokers = Array.from({ length: 9 }, (_, index) => String(index + 1))
    const layout = layoutStage({ ...CLUSTER, brokers, width: 700, height: 600 })
    expect(new Set(brokers.map((name) => layout.boxes.get(name)?.y)).size).toBe(3)
  })
})
