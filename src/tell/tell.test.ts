import i18next from 'i18next'
import { describe, expect, test } from 'vitest'
import { INVARIANTS } from '../check/invariant.ts'
import { LOG_TAIL_LOST } from '../kafka/broker/facts.ts'
import { configEntry } from '../kafka/config/registry.ts'
import { KILL } from '../kafka/inputs/life.ts'
import { RESET_OFFSETS, SEND_RECORD } from '../kafka/inputs/new-clients.ts'
import { INPUTS } from '../kafka/inputs/registry.ts'
import { errorOf, NOT_ENOUGH_REPLICAS } from '../kafka/protocol/errors.ts'
import { flushName, taskName, timerName } from '../kafka/timers.ts'
import { connectionBetween } from '../sim/connection.ts'
import type { FactKind } from '../sim/facts.ts'
import {
  factKind,
  factKinds,
  INPUT_DONE,
  PROCESS_KILLED,
  REQUEST_ARRIVED,
  TIMER_FIRED,
} from '../sim/facts.ts'
import { linkBetween } from '../sim/link.ts'
import { addProcess } from '../sim/process.ts'
import type { Programme } from '../sim/programme.ts'
import { createWorld, intern } from '../sim/world.ts'
import { configLink, decidedBy, ruleLink } from './decided.ts'
import { EN } from './en.ts'
import { KO } from './ko.ts'
import type { ToldFact } from './tell.ts'
import { tell } from './tell.ts'
import { spanText, timeText } from './time-text.ts'

// Every file that declares facts, so that none can be forgotten.
const DECLARING = import.meta.glob(['../{kafka,check}/**/*facts.ts'], { eager: true })

const idle = (): void => undefined
const PROGRAMME: Programme = {
  started: idle,
  stopping: idle,
  ended: idle,
  connected: idle,
  disconnected: idle,
  request: idle,
  response: idle,
  timer: idle,
  task: idle,
  disk: idle,
  names: { api: (code) => `Api${code}`, timer: timerName, task: taskName, disk: flushName },
}

const words = i18next.createInstance()
await words.init({
  lng: 'en',
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  resources: { en: { translation: { ...EN } }, ko: { translation: { ...KO } } },
})

function worldWith(names: readonly string[]) {
  const world = createWorld('1', PROGRAMME, { latencyUs: 1_000, jitterUs: 0 })
  return { world, processes: names.map((name) => addProcess(world, name)) }
}

/** Variables of a message, nested ones too. */
function variables(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? ''))].sort()
}

/** A row of a kind with small numbers that every field can take, and sentence in both languages. */
function tellBoth(kind: FactKind, values: readonly number[]): { en: string; ko: string } {
  const { world, processes } = worldWith(['1', 'p1'])
  const [one, two] = processes
  if (one === undefined || two === undefined) throw new Error('no processes')
  intern(world, 'orders-0')
  const isLink = kind.id.startsWith('link.')
  const row: ToldFact = {
    kind,
    subject: isLink ? linkBetween(world, '1', 'p1').slot : one.slot,
    object: isLink ? -1 : connectionBetween(world, two, one).slot,
    a: values[0] ?? -1,
    b: values[1] ?? -1,
    c: values[2] ?? -1,
    d: values[3] ?? -1,
  }
  const { key, args } = tell(world, row)
  expect(words.exists(key), `${key} has no words in src/tell/en-*.ts`).toBe(true)
  return { en: words.t(key, { ...args, lng: 'en' }), ko: words.t(key, { ...args, lng: 'ko' }) }
}

/** What a field may hold besides none. */
function valuesOf(field: string): number[] {
  if (field === 'timer') return [30]
  if (field === 'task' || field === 'work' || field === 'reason' || field === 'state') return [1]
  if (field === 'error') return [0, NOT_ENOUGH_REPLICAS]
  if (field === 'from' || field === 'preVote' || field === 'granted' || field === 'fenced') return [0, 1]
  if (field.startsWith('name:') || field === 'input') return [0]
  if (field === 'silentUs' || field === 'heard' || field === 'silentLeader' || field === 'event:blocker')
    return [-1, 2]
  // A broker that refuses an offset does not say where its log starts.
  if (field === 'logStartOffset') return [-1]
  return [1]
}

function rowsOf(kind: FactKind): number[][] {
  return kind.fields.reduce<number[][]>(
    (rows, field) => rows.flatMap((row) => valuesOf(field).map((value) => [...row, value])),
    [[]],
  )
}

describe('facts', () => {
  test('of brokers, controllers and clients are all looked at', () => {
    expect(Object.keys(DECLARING).length).toBeGreaterThanOrEqual(4)
    expect(factKinds().length).toBeGreaterThan(120)
  })

  test.each(factKinds().map((kind) => kind.id))('%s is told in both languages, whatever its values', (id) => {
    for (const kind of factKinds().filter((one) => one.id === id)) {
      for (const row of rowsOf(kind)) {
        for (const text of Object.values(tellBoth(kind, row))) {
          expect(text).not.toMatch(
            /\{\{|\}\}|\$t\(|fact[.]|undefined|-1|\b(who|Who|timer|task|disk|input)[.]/,
          )
        }
        expect(tellBoth(kind, row).ko).toMatch(/[가-힣]/)
      }
    }
  })

  test('read as a person would say them', () => {
    expect(tellBoth(PROCESS_KILLED, [])).toEqual({
      en: 'Client 1 was killed: its memory is gone, its sockets are closed',
      ko: '1 클라이언트가 강제 종료되었다. 메모리는 사라지고 소켓은 닫혔다',
    })
    expect(tellBoth(REQUEST_ARRIVED, [0, 17, 100]).en).toBe('Client 1 reads Api0 17 of client p1')
    expect(tellBoth(TIMER_FIRED, [30, 2, 5]).ko).toBe(
      '1 클라이언트의 타이머가 울렸다: 2번 브로커의 세션. 기다리던 것은 5번 이벤트에 막혔다',
    )
    const appended = factKind(142)
    expect(tellBoth(appended, [0, 10, 1, 0]).en).toContain('appends 1 record to')
    expect(tellBoth(appended, [0, 10, 3, 0]).en).toContain('appends 3 records to')
  })

  test('an input that is done to a topic does not call it a client', () => {
    for (const input of [RESET_OFFSETS, SEND_RECORD])
      expect(tellBoth(INPUT_DONE, [input.code, 0])).toEqual({
        en: `By hand: ${EN[`input.${input.id}`]}, orders-0`,
        ko: `직접 한 일: orders-0 – ${KO[`input.${input.id}`]}`,
      })
    expect(tellBoth(INPUT_DONE, [KILL.code, 0]).en).toBe('By hand: Kill, client orders-0')
  })

  test('what a log loses with the power runs from its new end up to its old one', () => {
    const [oldEnd, newEnd] = [100, 3]
    const { en, ko } = tellBoth(LOG_TAIL_LOST, [0, oldEnd, newEnd])
    expect(en).toContain('from 3 up to 100')
    expect(ko).toContain('3번부터 100번 앞까지')
  })

  test('say what decided them with configs that exist', () => {
    for (const { id } of factKinds()) {
      for (const config of decidedBy(id).configs) {
        expect(configEntry(config.scope, config.name), `${config.scope} ${config.name}`).not.toBeNull()
      }
    }
    expect(decidedBy('broker.fenced').configs.map(configLink)[0]).toBe(
      'https://kafka.apache.org/documentation/#brokerconfigs_broker.session.timeout.ms',
    )
  })

  test('lead each proposal to the page of its own number and title', () => {
    const rules = factKinds().flatMap(({ id }) => decidedBy(id).rule ?? [])
    expect(rules.length).toBeGreaterThan(30)
    for (const rule of rules) {
      const link = ruleLink(rule)
      expect(link, rule).toMatch(
        /^https:\/\/cwiki\.apache\.org\/confluence\/display\/KAFKA\/KIP-\d+(%3A)?\+[\w.+-]+$/,
      )
      expect(link).toMatch(new RegExp(`/${rule}(%3A|\\+)`))
    }
  })
})

describe('the catalogues', () => {
  /** English has a form for one; Korean has not. */
  const inBoth = Object.keys(EN).filter((key) => !key.endsWith('_one'))

  test('have the same keys', () => {
    expect(Object.keys(KO).sort()).toEqual(inBoth.sort())
  })

  test.each(inBoth)('%s has the same variables in both', (key) => {
    expect(variables(KO[key] ?? '')).toEqual(variables(EN[key] ?? ''))
  })

  test('no Korean particle hangs on a variable: only a counter or a copula may follow at once', () => {
    const followed = Object.entries(KO).flatMap(([key, text]) =>
      [...text.matchAll(/\}\}(?!번째|번|개|대|명|표|줄|자|단계|바이트|입니다|인데)([가-힣]+)/g)].map(
        (match) => `${key}: ${match[1]}`,
      ),
    )
    expect(followed).toEqual([])
  })

  test('Korean nouns for processes end in a vowel, so that one particle fits all', () => {
    for (const [key, text] of Object.entries(KO)) {
      if (!key.toLowerCase().startsWith('who.')) continue
      expect((text.charCodeAt(text.length - 1) - 0xac00) % 28, text).toBe(0)
    }
  })

  test('have a word for every timer, task and flush', () => {
    for (let code = 0; code < 256; code++) {
      const names = [`timer.${timerName(code)}`, `task.${taskName(code)}`, `disk.${flushName(code)}`]
      for (const key of names) if (!/-\d+$/.test(key)) expect(EN[key], key).toBeDefined()
    }
  })

  test('have a promise for every invariant, and words for each of its assumptions', () => {
    for (const { id, assumptions } of INVARIANTS) {
      expect(EN[`promise.${id}`], `promise.${id}`).toBeDefined()
      for (const assumption of assumptions)
        expect(EN[`assumption.${assumption}`], `assumption.${assumption}`).toBeDefined()
    }
  })

  test('have a word for every input', () => {
    for (const { id } of INPUTS) expect(EN[`input.${id}`], id).toBeDefined()
  })
})

test('times read short', () => {
  expect([
    timeText(0),
    timeText(12_345_678),
    spanText(9_049_999),
    spanText(23_449),
    spanText(250),
    spanText(-1_000),
  ]).toEqual(['0.000000 s', '12.345678 s', '9.0 s', '23.4 ms', '250 µs', '-1.0 ms'])
  expect(errorOf(NOT_ENOUGH_REPLICAS).name).toBe('NOT_ENOUGH_REPLICAS')
})
