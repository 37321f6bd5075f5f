// Entities that are looked up at every turn, by a number instead of an address: the tables remember the slot, and no text is joined, hashed or compared.

import type { Entity, Tables } from './tables.ts'
import { findEntity } from './tables.ts'

/** Rows of what the tables remember: one for each finder, or for each name that it has met. */
let rows = 0

function nextRow(): number {
  rows += 1
  return rows - 1
}

/** By a small whole number. Where the tables do not know the slot yet, `key` tells the address. */
export function numberedFinder<K>(
  addressOf: (key: K) => string,
): (tables: Tables, number: number, key: K) => Entity | null {
  const row = nextRow()
  return (tables, number, key) => {
    const slot = tables.known[row]?.[number]
    if (slot !== undefined && slot >= 0) return tables.entities[slot] as Entity
    if (slot === absentIn(tables)) return null
    return learn(tables, row, number, addressOf(key))
  }
}

/** By a name and a small whole number: `<kind>:<name>@<id>`. */
export function placedFinder(kind: string): (tables: Tables, name: string, id: number) => Entity | null {
  const rowOf = new Map<string, number>()
  return (tables, name, id) => {
    let row = rowOf.get(name)
    if (row === undefined) {
      row = nextRow()
      rowOf.set(name, row)
    }
    const slot = tables.known[row]?.[id]
    if (slot !== undefined && slot >= 0) return tables.entities[slot] as Entity
    if (slot === absentIn(tables)) return null
    return learn(tables, row, id, `${kind}:${name}@${id}`)
  }
}

/** What was not there is not there until something is added. What is there never goes. */
function absentIn(tables: Tables): number {
  return -1 - tables.entities.length
}

function learn(tables: Tables, row: number, number: number, address: string): Entity | null {
  const entity = findEntity(tables, address)
  if (number < 0) return entity
  while (tables.known.length <= row) tables.known.push([])
  const numbers = tables.known[row] as number[]
  numbers[number] = entity === null ? absentIn(tables) : entity.slot
  return entity
}
