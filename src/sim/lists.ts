// Lists in messages: most have one entry, and one that is written down with its entry takes a sixth of the room of an empty one that grows.

/** The list with an entry more at its end. An empty one is not written: the answer takes its place. */
export function listWith<T>(list: T[], entry: T): T[] {
  if (list.length === 0) return [entry]
  list.push(entry)
  return list
}
