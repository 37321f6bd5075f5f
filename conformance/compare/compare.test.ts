import { describe, expect, it } from 'vitest'
import { runsOf } from './compare.ts'
import { ZERO_US } from './plan.ts'
import { readRecording, recorded, recordedElsewhere } from './recording.ts'
import { replay } from './replay.ts'
import { differences, isHeld, planFor, verdictsOf } from './takes.ts'

const SEEDS = ['1', '2', '3']
const names = recorded()
const held = names.filter((name) => isHeld(planFor(name)))

/** Of a whole recording so many facts at least are held, not left out. */
const HELD_SHARE = 0.55

describe('the engine does what Kafka was recorded to do, 4.3.1 unless it says otherwise', () => {
  for (const name of [...held, ...recordedElsewhere()]) {
    const { heldUntilUs, untilUs, missing } = planFor(name)
    const isWhole = heldUntilUs === untilUs
    const extent = isWhole
      ? 'to its end'
      : `for ${(heldUntilUs - ZERO_US) / 1e6} s, then waits for ${missing.join(', ')}`
    it(`${name}, ${extent}`, () => {
      for (const seed of SEEDS) {
        const verdicts = verdictsOf(name, seed)
        expect(differences(verdicts), `seed ${seed}`).toEqual([])
        const agreed = verdicts.filter(({ outcome }) => outcome === 'agrees').length
        expect(agreed).toBeGreaterThan(isWhole ? verdicts.length * HELD_SHARE : 4)
      }
    })
  }
})

describe('records without a key', () => {
  it('stay with a partition for two full batches, as in every recorded take', () => {
    const takes = readRecording('placement-unkeyed').varying['step:sticky result'] as readonly {
      readonly runs: readonly number[]
    }[]
    const mine = SEEDS.map((seed) => {
      const run = replay(planFor('placement-unkeyed', seed)).produced.find(({ step }) => step === 'sticky')
      return run === undefined ? [] : runsOf(run)
    })
    for (const runs of [...takes.map((take) => take.runs), ...mine]) {
      expect(runs.reduce((sum, run) => sum + run, 0)).toBe(1_000)
      // The next partition may be the same again.
      expect(runs.slice(0, -1).map((run) => run % 296)).toEqual(runs.slice(0, -1).map(() => 0))
    }
  })
})

describe('recordings that wait for a part of the engine', () => {
  it.each(names.filter((name) => !held.includes(name)))('%s names what it waits for', (name) => {
    expect(planFor(name).missing).not.toEqual([])
  })

  it('are not the recordings of what the engine can do', () => {
    expect(held).toEqual(
      expect.arrayContaining([
        'acks-min-isr',
        'acks1-lost',
        'clean-failover',
        'controlled-failover',
        'elr-defeated',
        'elr-saves-partition',
        'idempotent-duplicates',
        'placement-keyed',
        'refusals',
        'unclean-off',
        'unclean-on',
      ]),
    )
  })
})
