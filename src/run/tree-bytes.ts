// About how much memory a tree of plain data takes. What is sealed is shared by whoever holds it, and counted as a pointer.

const WORD = 8
const OBJECT_WORDS = 3
const ENTRY_WORDS = 4

export function treeBytes(value: unknown): number {
  if (typeof value !== 'object' || value === null) return WORD
  if (Array.isArray(value)) return (OBJECT_WORDS + 1) * WORD + sum(value)
  if ('sealed' in value && value.sealed === true) return WORD
  if (value instanceof Map) {
    let bytes = OBJECT_WORDS * WORD + value.size * ENTRY_WORDS * WORD
    // Order does not matter to a sum.
    for (const child of value.values()) if (isOwned(child)) bytes += treeBytes(child)
    return bytes
  }
  if (value instanceof Set) return OBJECT_WORDS * WORD + value.size * ENTRY_WORDS * WORD
  if (ArrayBuffer.isView(value)) return OBJECT_WORDS * WORD + value.byteLength
  return OBJECT_WORDS * WORD + sum(Object.values(value))
}

function sum(children: readonly unknown[]): number {
  let bytes = children.length * WORD
  for (const child of children) if (isOwned(child)) bytes += treeBytes(child)
  return bytes
}

function isOwned(child: unknown): boolean {
  return typeof child === 'object' && child !== null
}
