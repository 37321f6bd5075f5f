import { describe, expect, it } from 'vitest'
import { runsOf } from './compare.ts'
import { ZERO_US } from './plan.ts'
import { readRecording, recorded, recordedElsewhere } from './recording.ts'
import { replay } from './replay.ts'
import { differences, isHeld, planFor, verdictsOf } from './takes.ts'

type Members = { readonly [client: string]: readonly string[] }

const SEEDS = ['1', '2', '3']
/** The order of random member ids, or of their hashes, decides who gets what: runs that draw as one of the takes did. */
const DRAWN_ALIKE: { readonly [name: string]: readonly string[] } = {
  'assignor-cooperative': ['4', '5', '8'],
  'kip848-range': ['1', '3', '4'],
}
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
      for (const seed of DRAWN_ALIKE[name] ?? SEEDS) {
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

describe('members whose ids are drawn otherwise than in a recording', () => {
  const membersAt = (name: string, moment: string, seed: string): Members => {
    const group = replay(planFor(name, seed)).groups.get(moment)?.get('g') ?? null
    return (group as { readonly members: Members } | null)?.members ?? {}
  }

  it('share out cooperatively as in a take of the eager sticky assignor, which has seen both orders', () => {
    for (const moment of ['three', 'two-again']) {
      const takes = readRecording('assignor-sticky').varying[`${moment} group:g`] as readonly {
        readonly members: Members
      }[]
      for (const seed of SEEDS)
        expect(takes.map(({ members }) => members)).toContainEqual(
          membersAt('assignor-cooperative', moment, seed),
        )
    }
  })

  it('exchange their shares of the server’s range assignor', () => {
    for (const moment of ['two', 'three', 'two-again']) {
      const [take] = readRecording('kip848-range').varying[`${moment} group:g`] as readonly {
        readonly members: Members
      }[]
      for (const seed of SEEDS)
        expect(Object.values(membersAt('kip848-range', moment, seed)).sort()).toEqual(
          Object.values(take?.members ?? {}).sort(),
        )
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
        'assignor-cooperative',
        'assignor-range',
        'assignor-roundrobin',
        'assignor-sticky',
        'clean-failover',
        'controlled-failover',
        'coordinator-failover',
        'elr-defeated',
        'elr-saves-partition',
        'group-crash',
        'idempotent-duplicates',
        'kip848-range',
        'kip848-uniform',
        'offset-reset',
        'placement-keyed',
        'refusals',
        'static-members',
        'unclean-off',
        'unclean-on',
      ]),
    )
  })
})
