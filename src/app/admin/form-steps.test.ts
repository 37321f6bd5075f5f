import { describe, expect, it } from 'vitest'
import { INPUTS } from '../../kafka/inputs/registry.ts'
import { EN } from '../../tell/en.ts'
import { KO } from '../../tell/ko.ts'
import type { AdminForms, InputForm } from '../../view/admin-rows.ts'
import { isAskedFor } from '../../view/admin-rows.ts'
import { en } from '../text/en.ts'
import { ko } from '../text/ko.ts'
import type { Said } from './form-steps.ts'
import { nextStep, readTyped } from './form-steps.ts'
import { suggestionsFor } from './suggestions.ts'

const forms = INPUTS.filter(isAskedFor)

function form(id: string): InputForm {
  const found = forms.find((declaration) => declaration.id === id)
  if (found === undefined) throw new Error(`no input ${id}`)
  return found
}

const present: AdminForms = {
  forms,
  topics: [{ name: 'orders', partitions: 3 }],
  partitions: [
    { name: 'orders-0', leader: 1, replicas: [1, 2], moving: false },
    { name: 'orders-1', leader: 2, replicas: [2, 3], moving: true },
  ],
  brokers: [1, 2, 3],
  nodes: ['1', '2', '3', 'c1'],
  consumers: [{ id: 'c1', group: 'g' }],
  configs: {
    topic: [
      { name: 'retention.ms', default: '604800000', choices: [], en: 'How long.', ko: '얼마나.' },
      {
        name: 'cleanup.policy',
        default: 'delete',
        choices: ['delete', 'compact'],
        en: 'How.',
        ko: '어떻게.',
      },
    ],
    broker: [],
  },
}

function values(id: string, field: string, args = {}, typed = ''): unknown[] {
  const found = form(id).fields.find(({ name }) => name === field)
  if (found === undefined) throw new Error(`no field ${field}`)
  return suggestionsFor(present, found, args, typed, 'en').map(({ value }) => value)
}

describe('the fields of a form', () => {
  it('are asked in order; what is left out is not among the arguments', () => {
    const said: Said[] = []
    const asked: string[] = []
    for (const value of ['clicks', 3, null, null]) {
      const step = nextStep(form('create-topic'), said)
      if (step.kind !== 'field') throw new Error('no field is asked')
      asked.push(step.field.name)
      said.push({ field: step.field.name, value })
    }
    expect(asked).toEqual(['topic', 'partitions', 'replicas', 'config'])
    const args = { topic: 'clicks', partitions: 3 }
    expect(nextStep(form('create-topic'), said)).toEqual({ kind: 'done', args })
  })

  it('of a group are asked for by choosing one of them', () => {
    const alter = form('alter-config')
    expect(nextStep(alter, [])).toMatchObject({ kind: 'group', group: 'resource' })
    const said: Said[] = [
      { group: 'resource', chosen: 'broker' },
      { field: 'broker', value: 'all' },
    ]
    expect(nextStep(alter, said.slice(0, 1))).toMatchObject({ kind: 'field', field: { name: 'broker' } })
    expect(nextStep(alter, said)).toMatchObject({ kind: 'group', group: 'change' })
    said.push({ group: 'change', chosen: 'set' }, { field: 'set', value: 'message.max.bytes=9' })
    expect(nextStep(alter, said)).toEqual({
      kind: 'done',
      args: { broker: 'all', set: 'message.max.bytes=9' },
    })
  })

  it('take what is typed as their kind has it', () => {
    expect(readTyped({ name: 'partitions', kind: 'number' }, ' 12 ')).toBe(12)
    expect(readTyped({ name: 'partitions', kind: 'number' }, 'many')).toBeNull()
    expect(readTyped({ name: 'by', kind: 'duration' }, '20ms')).toBe(20_000)
    expect(readTyped({ name: 'by', kind: 'duration' }, '20')).toBeNull()
    expect(readTyped({ name: 'set', kind: 'config' }, 'retention.ms')).toBeNull()
    expect(readTyped({ name: 'replicas', kind: 'brokers' }, '1, 2')).toBe('1, 2')
    expect(readTyped({ name: 'election', kind: 'choice', choices: ['unclean'] }, 'clean')).toBeNull()
  })
})

describe('suggestions', () => {
  it('show the partition that each key goes to, the typed one too', () => {
    const field = form('send-record').fields.find(({ name }) => name === 'key')
    if (field === undefined) throw new Error('no key')
    const found = suggestionsFor(present, field, { topic: 'orders' }, 'foobar', 'en')
    // murmur2 of foobar without its sign is 1357151166.
    expect(found[0]).toMatchObject({ value: 'foobar', note: 'murmur2 → orders-0' })
    expect(found.at(-1)?.value).toBe('')
  })

  it('name a new member as nobody is named, and the groups there are', () => {
    expect(values('add-member', 'client')).toEqual(['c2'])
    expect(values('add-member', 'group')).toEqual(['g'])
  })

  it('come from what there is: more partitions than now, brokers without a replica, reassignments under way first', () => {
    expect(values('add-partitions', 'partitions', { topic: 'orders' })).toEqual([4, 6, 9])
    expect(values('reassign', 'replicas', { partition: 'orders-0' })).toEqual([
      '3,2',
      '1,3',
      '1,2,3',
      '2,1',
      '1',
    ])
    expect(values('cancel-reassignment', 'partition')[0]).toBe('orders-1')
  })

  it('of a config are names first, then the values that it takes', () => {
    expect(values('alter-config', 'set', { topic: 'orders' })).toEqual(['retention.ms=', 'cleanup.policy='])
    expect(values('alter-config', 'set', { topic: 'orders' }, 'cleanup.policy=')).toEqual([
      'cleanup.policy=delete',
      'cleanup.policy=compact',
    ])
  })
})

describe('words', () => {
  it('are there for every admin input, its fields and their choices, in both languages', () => {
    const english = { ...EN, ...en }
    const korean = { ...KO, ...ko }
    for (const { id, fields } of forms) {
      const keys = [`input.${id}`, `input.${id}.note`]
      for (const { name, oneOf, choices } of fields) {
        keys.push(`admin.ask.${name}`)
        if (oneOf !== undefined) keys.push(`admin.field.${name}`)
        for (const choice of choices ?? []) keys.push(`admin.choice.${choice}`)
      }
      for (const key of keys) {
        expect(english).toHaveProperty([key])
        expect(korean).toHaveProperty([key])
      }
    }
  })

  it('say what each error means that an admin request can end with', () => {
    const sources = import.meta.glob(
      [
        '../../kafka/controller/{create-topics,delete-topics,create-partitions,alter-configs,elect-leaders,reassign,manual-placement}.ts',
        '../../kafka/broker/{alter-configs,delete-records,forwarding}.ts',
      ],
      { eager: true, query: '?raw', import: 'default' },
    )
    const text = Object.values(sources).join('\n')
    const named = new Set(
      [...text.matchAll(/import \{([^}]*)\} from '..\/protocol\/errors.ts'/g)].flatMap(([, names]) =>
        (names ?? '').split(',').map((name) => name.trim()),
      ),
    )
    named.delete('NONE')
    named.delete('')
    expect(named.size).toBeGreaterThan(12)
    for (const name of named) {
      expect(en).toHaveProperty([`kafkaError.${name}`])
      expect(ko).toHaveProperty([`kafkaError.${name}`])
    }
  })
})
