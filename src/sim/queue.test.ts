import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { copyQueue, createQueue, peekSlot, queuedTimeUs, removeWake, setWake } from './queue.ts'

/** Soak runs take as many as the variable says, or fifty times as many. */
const RUNS = process.env.HIGHWATER_SOAK === undefined ? 300 : 15_000

interface Row {
  readonly slot: number
  readonly timeUs: number
  readonly seq: number
}

const action = fc.record({
  does: fc.constantFrom('set', 'set', 'set', 'lazy', 'remove', 'pop', 'copy'),
  slot: fc.nat(11),
  timeUs: fc.nat(20),
})

describe('the queue of wake-ups', () => {
  test(`gives what a sorted array gives, whatever is set, moved and removed (${RUNS} cases of seed 42)`, () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 120 }), (actions) => {
        let queue = createQueue()
        let model: Row[] = []
        let seq = 0
        for (const { does, slot, timeUs } of actions) {
          seq += 1
          const known = model.find((row) => row.slot === slot)
          const rest = model.filter((row) => row.slot !== slot)
          if (does === 'set' || does === 'lazy') {
            setWake(queue, slot, timeUs, seq, does === 'lazy')
            const stays = does === 'lazy' && known !== undefined && known.timeUs <= timeUs
            model = stays ? model : [...rest, { slot, timeUs, seq }]
          } else if (does === 'remove') {
            removeWake(queue, slot)
            model = rest
          } else if (does === 'copy') {
            const old = queue
            queue = copyQueue(queue)
            setWake(old, slot, 0, 0, false)
          } else {
            const first = peekSlot(queue)
            if (first >= 0) removeWake(queue, first)
            model = model.filter((row) => row.slot !== first)
          }
          model.sort((a, b) => a.timeUs - b.timeUs || a.seq - b.seq)
          expect(peekSlot(queue)).toBe(model[0]?.slot ?? -1)
          if (model[0] !== undefined) expect(queuedTimeUs(queue, model[0].slot)).toBe(model[0].timeUs)
        }
        const order: number[] = []
        for (let slot = peekSlot(queue); slot >= 0; slot = peekSlot(queue)) {
          order.push(slot)
          removeWake(queue, slot)
        }
        expect(order).toEqual(model.map((row) => row.slot))
      }),
      { numRuns: RUNS, seed: 42 },
    )
  })
})
