// A copy of a world in which every Map and Set was filled in reverse order. Nothing of what happens may change by it.

import type { Entity } from '../tables.ts'
import type { World } from '../world.ts'
import { checkpoint, restore } from '../world.ts'

export function reversedWorld(world: World): World {
  const copy = restore(world, checkpoint(world))
  const { entities } = copy.tables
  for (let slot = 0; slot < entities.length; slot++) {
    const entity = reversed(entities[slot]) as Entity
    entity.stamp = copy.tables.stamp
    entities[slot] = entity
  }
  const tables = { ...copy.tables, slots: reversed(copy.tables.slots) as Map<string, number> }
  return { ...copy, tables, nameIds: reversed(copy.nameIds) as Map<string, number> }
}

function reversed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(reversed)
  if (ArrayBuffer.isView(value)) return (value as Int32Array).slice()
  if (value instanceof Map) {
    const entries = [...value].reverse()
    return new Map(entries.map(([key, child]) => [reversed(key), reversed(child)]))
  }
  if (value instanceof Set) return new Set([...value].reverse().map(reversed))
  const copy: Record<string, unknown> = { ...value }
  for (const key of Object.keys(copy)) copy[key] = reversed(copy[key])
  return copy
}
