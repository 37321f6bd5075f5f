import { describe, expect, test } from 'vitest'
import type { GroupMark } from '../../view/group-rows.ts'
import { markLabels } from './mark-labels.ts'

const joined = (timeUs: number, client: string): GroupMark => ({
  timeUs,
  event: timeUs,
  kind: 'joined',
  client,
})
const WHOLE = { fromUs: 0, toUs: 1_000 }
const x = (timeUs: number) => timeUs

describe('marks above the lanes', () => {
  test('that fall together are said together, each member once', () => {
    const labels = markLabels([joined(10, 'c1'), joined(12, 'c2'), joined(13, 'c1')], WHOLE, x)
    expect(labels).toMatchObject([{ x: 10, clients: ['c1', 'c2'], isWorded: true }])
  })

  test('that would run into the last words stand without', () => {
    const labels = markLabels([joined(10, 'c1'), joined(40, 'c2'), joined(200, 'c3')], WHOLE, x)
    expect(labels.map((label) => label.isWorded)).toEqual([true, false, true])
  })

  test('out of sight are left out', () => {
    expect(markLabels([joined(2_000, 'c1')], WHOLE, x)).toEqual([])
  })
})
