// Freezes a tree to its leaves, so that a write to it throws where it stands.

/** Maps and Sets keep their entries inside, where Object.freeze does not reach: their writers are replaced. Typed arrays stay writable. */
export function deepFreeze(value: unknown, seen: Set<object> = new Set()): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  if (ArrayBuffer.isView(value)) return
  if (value instanceof Map) {
    for (const [key, child] of value) {
      deepFreeze(key, seen)
      deepFreeze(child, seen)
    }
    forbid(value, ['set', 'delete', 'clear'])
  } else if (value instanceof Set) {
    for (const child of value) deepFreeze(child, seen)
    forbid(value, ['add', 'delete', 'clear'])
  } else {
    for (const child of Object.values(value)) deepFreeze(child, seen)
  }
  Object.freeze(value)
}

function forbid(value: object, writers: readonly string[]): void {
  if (Object.isFrozen(value)) return
  for (const writer of writers) {
    Object.defineProperty(value, writer, {
      value: () => {
        throw new TypeError(`${writer} on a frozen Map or Set`)
      },
    })
  }
}
