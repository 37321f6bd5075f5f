// Every scenario that ships keeps what it says, and says it in both languages.

import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { verdicts } from '../check/invariant.ts'
import { PRESENT_RELEASE } from '../kafka/rules/releases.ts'
import type { Scenario, Words } from '../scenario/scenario.ts'
import { checksOf, openHeadless, runUntil } from './headless.ts'
import { openScenario } from './scenario-file.ts'
import { wordsIn } from './words.ts'

const IDS = readdirSync('scenarios', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replaceAll('\\', '/').split('/').at(-1)?.slice(0, -'.yaml'.length) ?? '')
  .sort()

async function shipped(id: string): Promise<Scenario> {
  return (await openScenario(wordsIn('en'), id)).scenario
}

/** A scenario that is about loss expects some; its file says so. */
function losesRecords(scenario: Scenario): boolean {
  return scenario.expectations.some(({ that: { left, comparison, right } }) => {
    const isLoss = left.address === 'ledger' && left.field === 'lost'
    return isLoss && comparison !== '<=' && right.kind === 'literal' && Number(right.value) > 0
  })
}

function textsOf(scenario: Scenario): { readonly place: string; readonly words: Words }[] {
  const { title, summary, expectations, lesson } = scenario
  return [
    { place: 'title', words: title },
    { place: 'summary', words: summary },
    ...expectations.map(({ id, says }) => ({ place: `expect ${id}`, words: says })),
    ...lesson.flatMap((step, at) => [
      { place: `lesson ${at} title`, words: step.title },
      { place: `lesson ${at} text`, words: step.text },
      ...(step.question === null
        ? []
        : [
            { place: `lesson ${at} ask`, words: step.question.ask },
            ...step.question.options.flatMap((option, n) => [
              { place: `lesson ${at} option ${n}`, words: option.text },
              { place: `lesson ${at} why ${n}`, words: option.why },
            ]),
          ]),
    ]),
  ]
}

function asksForAll({ clients }: Scenario): boolean {
  return clients.every(
    ({ kind, config }) => kind !== 'producer' || ['all', '-1'].includes(String(config.acks ?? 'all')),
  )
}

function hasOldRules({ rules, rulesOverride }: Scenario): boolean {
  return rules !== PRESENT_RELEASE || rulesOverride !== undefined
}

const HANGUL = /[가-힣]/u

describe.each(IDS)('%s', (id) => {
  test('is found by its id, in whatever folder it lies', async () => {
    expect((await shipped(id)).id).toBe(id)
  })

  test('holds every expectation at its own seed and violates no invariant', async () => {
    const scenario = await shipped(id)
    expect(scenario.expectations.length).toBeGreaterThan(0)
    const headless = openHeadless(scenario, scenario.seed)
    runUntil(headless, scenario.untilUs)
    const unmet = headless.watched
      .filter(({ watch }) => watch.verdict !== 'holds')
      .map(({ expectation, watch }) => `${expectation.id} ${watch.verdict}`)
    expect(unmet).toEqual([])
    const found = verdicts(checksOf(headless.branch))
    if (hasOldRules(scenario)) {
      // Old rules may break what they promised: that is what the lesson is about, and the loss is in its expectations.
      if (!losesRecords(scenario)) expect(found.filter(({ verdict }) => verdict === 'violated')).toEqual([])
      return
    }
    expect(found.filter(({ verdict }) => verdict === 'violated').map((row) => row.id)).toEqual([])
    // Who asks for less than all is promised nothing.
    if (!losesRecords(scenario) || !asksForAll(scenario)) return
    // Loss that the rules promise to avoid would have been a violation: the promise must have been void.
    expect(found.find((row) => row.id === 'acknowledged-survives')?.verdict).toBe('void')
  })

  test('is told in both languages', async () => {
    const missing = textsOf(await shipped(id)).filter(
      ({ words: { en, ko } }) => en.trim() === '' || HANGUL.test(en) || !HANGUL.test(ko),
    )
    expect(missing.map(({ place }) => place)).toEqual([])
  })

  test('has a lesson that asks, with one right answer to each question', async () => {
    const scenario = await shipped(id)
    const questions = scenario.lesson.flatMap(({ question }) => question ?? [])
    // The first minute is led by the page itself, question and all (src/app/first).
    if (id === 'first-minute') expect(scenario.lesson).toEqual([])
    else expect(questions.length).toBeGreaterThan(0)
    for (const { ask, options } of questions) {
      expect([ask.en, options.filter(({ right }) => right).length]).toEqual([ask.en, 1])
    }
    for (const { question, pause } of scenario.lesson) expect(pause || question === null).toBe(true)
  })
})
