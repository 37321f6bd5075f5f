import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { FidelityArea } from './area.ts'
import { FIDELITY } from './areas.ts'
import type { Evidence } from './faults.ts'
import { fidelityFaults } from './faults.ts'

const root = new URL('../../../', import.meta.url)

const evidence: Evidence = {
  hasTest(reference) {
    const [, path, name] = /^(\S+[.]test[.]ts): (.+)$/.exec(reference) ?? []
    if (path === undefined || name === undefined || !existsSync(new URL(path, root))) return false
    const text = readFileSync(new URL(path, root), 'utf8')
    return ["'", '"', '`'].some((quote) => text.includes(`${quote}${name}`))
  },
  hasRecording: (name) =>
    ['', '4.3.1/'].some((folder) =>
      existsSync(new URL(`conformance/recordings/${folder}${name}.json`, root)),
    ),
  markers: ['src/kafka/', 'src/sim/'].flatMap(markersIn),
}

function markersIn(folder: string): string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.startsWith('fidelity/'))
    .flatMap((path) => {
      const text = readFileSync(new URL(folder + path, root), 'utf8')
      return [...text.matchAll(/^\s*\/\/ rule: (\S+)$/gm)].map((match) => match[1] ?? '')
    })
}

const planted: FidelityArea = {
  id: 'planted',
  title: { en: 'Planted', ko: '심은 것' },
  fidelity: 'simplified',
  simplified: [{ en: 'Something.', ko: '무언가.' }],
  rules: [
    { id: 'isr.lag', claim: 'simplified', says: { en: 'A rule.', ko: '규칙.' }, tests: [], recordings: [] },
  ],
}
const rule = planted.rules[0] as FidelityArea['rules'][number]
const of = (part: Partial<FidelityArea>) =>
  fidelityFaults([{ ...planted, ...part }], { ...evidence, markers: ['isr.lag'] })
const ofRule = (part: Partial<typeof rule>) => of({ rules: [{ ...rule, ...part }] })

describe('what the page says about its fidelity', () => {
  it('rests on tests and recordings that exist, is marked in the source, and speaks both languages', () => {
    expect(evidence.markers.length).toBeGreaterThan(50)
    expect(fidelityFaults(FIDELITY, evidence)).toEqual([])
  })

  it('has areas of all three kinds', () => {
    expect(new Set(FIDELITY.map(({ fidelity }) => fidelity)).size).toBe(3)
  })
})

describe('a planted entry is found out', () => {
  it('that is sound has no fault', () => {
    expect(of({})).toEqual([])
  })

  it('that claims to be exact with nothing to hold it', () => {
    expect(ofRule({ claim: 'exact' })).toEqual(['isr.lag: claimed exact without test or recording'])
  })

  it('that names a test file, a test or a recording that is not there', () => {
    const tests = ['src/kafka/nowhere.test.ts: a name', 'src/kafka/broker/isr.test.ts: no such name']
    expect(ofRule({ claim: 'exact', tests, recordings: ['no-such-recording'] })).toEqual([
      ...tests.map((test) => `isr.lag: no test ${test}`),
      'isr.lag: no recording no-such-recording',
    ])
  })

  it('that no comment marks, or a comment that nothing declares', () => {
    expect(ofRule({ id: 'isr.other' })).toEqual([
      'isr.other: marked nowhere in the source',
      'isr.lag: marked but not declared',
    ])
  })

  it('that is there twice', () => {
    expect(of({ rules: [rule, rule] })).toContain('isr.lag: there twice')
  })

  it('that speaks one language, or the wrong one', () => {
    expect(ofRule({ says: { en: 'A rule.', ko: '' } })).toHaveLength(1)
    expect(of({ title: { en: '심은 것', ko: '심은 것' } })).toHaveLength(1)
  })

  it('of an exact area with something simplified, or of what is not simulated with rules', () => {
    expect(of({ fidelity: 'exact' })).toEqual(['planted: exact, and yet something is simplified'])
    expect(of({ fidelity: 'notSimulated' })).toHaveLength(1)
    expect(of({ simplified: [] })).toEqual(['planted: does not say what is simplified'])
  })
})
