import { expect, test } from 'vitest'
import { numberedFinder, placedFinder } from './finders.ts'
import type { Entity, Tables } from './tables.ts'
import { addEntity, checkpointTables, createTables, ownIn, restoreTables } from './tables.ts'

interface Thing extends Entity {
  readonly kind: 'thing'
  count: number
}

function addThing(tables: Tables, address: string): Thing {
  return addEntity<Thing>(tables, (slot, stamp) => ({ kind: 'thing', address, slot, stamp, count: 0 }))
}

test('what is not there is found once it has been added', () => {
  const find = numberedFinder((id: number) => `thing:${id}`)
  const tables = createTables()
  expect(find(tables, 7, 7)).toBeNull()
  expect(find(tables, 7, 7)).toBeNull()
  const thing = addThing(tables, 'thing:7')
  expect(find(tables, 7, 7)).toBe(thing)
  expect(find(tables, 7, 7)).toBe(thing)
})

test('the entity as it is now, not as it was when it was first found', () => {
  const find = placedFinder('thing')
  const tables = createTables()
  addThing(tables, 'thing:a@1')
  expect(find(tables, 'a', 1)?.slot).toBe(0)
  checkpointTables(tables)
  const own = ownIn(tables, tables.entities[0] as Thing)
  own.count = 1
  expect(find(tables, 'a', 1)).toBe(own)
  expect(find(tables, 'a', 2)).toBeNull()
  expect(find(tables, 'b', 1)).toBeNull()
})

test('tables that are told apart remember apart', () => {
  const find = numberedFinder((id: number) => `thing:${id}`)
  const one = createTables()
  const other = createTables()
  addThing(one, 'thing:1')
  addThing(other, 'thing:0')
  addThing(other, 'thing:1')
  expect(find(one, 1, 1)?.slot).toBe(0)
  expect(find(other, 1, 1)?.slot).toBe(1)
  expect(find(restoreTables(checkpointTables(other)), 1, 1)?.slot).toBe(1)
})

test('a number below zero is looked up, and not remembered', () => {
  const find = numberedFinder((id: number) => `thing:${id}`)
  const tables = createTables()
  const thing = addThing(tables, 'thing:-1')
  expect(find(tables, -1, -1)).toBe(thing)
  expect(find(tables, -1, -1)).toBe(thing)
})
