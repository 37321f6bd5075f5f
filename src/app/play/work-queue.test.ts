import { expect, test } from 'vitest'
import { createWorkQueue } from './work-queue.ts'

/** Work that ends when it is told to. */
function byHand() {
  let end = () => {}
  let refuse = (_: Error) => {}
  const done = new Promise<void>((resolve, reject) => {
    end = resolve
    refuse = reject
  })
  return { done, end, refuse }
}

test('a second work begins when the first has ended', async () => {
  const queue = createWorkQueue()
  const said: string[] = []
  const first = byHand()
  const one = queue.after(async () => {
    said.push('first begins')
    await first.done
    said.push('first ends')
  })
  const two = queue.after(async () => {
    said.push('second')
  })
  await Promise.resolve()
  expect(said).toEqual(['first begins'])
  first.end()
  await Promise.all([one, two])
  expect(said).toEqual(['first begins', 'first ends', 'second'])
})

test('work after one that failed is done all the same', async () => {
  const queue = createWorkQueue()
  const first = queue.after(() => Promise.reject(new Error('refused')))
  let isDone = false
  const second = queue.after(async () => {
    isDone = true
  })
  await expect(first).rejects.toThrow('refused')
  await second
  expect(isDone).toBe(true)
})

test('work beside waits for nothing', async () => {
  const queue = createWorkQueue()
  const first = byHand()
  void queue.after(() => first.done)
  let isDone = false
  await queue.beside(async () => {
    isDone = true
  })
  expect(isDone).toBe(true)
  expect(queue.busy()).toBe(true)
  first.end()
})

test('is settled when the last work has ended, also work asked meanwhile and work that fails', async () => {
  const queue = createWorkQueue()
  const [first, second] = [byHand(), byHand()]
  void queue.after(() => first.done)
  let isSettled = false
  const settled = queue.settled().then(() => {
    isSettled = true
  })
  const failing = queue.after(() => second.done)
  first.end()
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(isSettled).toBe(false)
  second.refuse(new Error('refused'))
  await expect(failing).rejects.toThrow('refused')
  await settled
  expect(queue.busy()).toBe(false)
})
