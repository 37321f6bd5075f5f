import { expect, test } from 'vitest'
import { positionsText } from './positions.ts'

test('positions of one topic stand together, and one that is lost is no number', () => {
  const positions = [
    { partition: 'orders-0', position: 812 },
    { partition: 'orders-1', position: -1 },
    { partition: 'bills-0', position: 7 },
  ]
  expect(positionsText(positions)).toBe('orders 812·–, bills 7')
})
