import { describe, expect, it } from 'vitest'
import { plotMax, stepPath } from './plot-path.ts'

const scale = { x: (timeUs: number) => timeUs, y: (value: number) => -value }

describe('a figure as a path', () => {
  it('holds its value until the next sample', () => {
    expect(stepPath([0, 10, 20, 30], [0, 0, 2, 2], 99, scale)).toBe('M0.0 0.0H20.0V-2.0H30.0')
  })

  it('ends where the fog begins', () => {
    expect(stepPath([0, 10, 20], [1, 1, 9], 15, scale)).toBe('M0.0 -1.0H10.0')
    expect(stepPath([], [], 15, scale)).toBe('')
  })
})

describe('the scale of a plot', () => {
  it('is round, at least one, and tells nothing of what lies in the fog', () => {
    expect(plotMax([0, 10], [[0, 0]], 99, 0)).toBe(1)
    expect(plotMax([0, 10], [[0, 270]], 99, 0)).toBe(300)
    expect(plotMax([0, 10], [[0, 270]], 5, 0)).toBe(1)
    expect(plotMax([0, 10], [[0, 0]], 99, 7)).toBe(8)
  })
})
