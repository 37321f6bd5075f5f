import { expect, test } from 'vitest'
import { later } from './later.ts'

test('tools are fetched once, when one of them is first called, and answer as themselves', async () => {
  let fetched = 0
  const tools = later({ twice: true, sum: true }, async () => {
    fetched += 1
    return {
      twice: async (value: number) => value * 2,
      sum: async (a: number, b: number) => a + b,
    }
  })
  expect(fetched).toBe(0)
  expect(await Promise.all([tools.twice(4), tools.sum(1, 2)])).toEqual([8, 3])
  expect(fetched).toBe(1)
})

test('a tool that fails fails for whoever called it', async () => {
  const tools = later({ broken: true }, async () => ({
    broken: async (): Promise<number> => {
      throw new Error('no')
    },
  }))
  await expect(tools.broken()).rejects.toThrow('no')
})
