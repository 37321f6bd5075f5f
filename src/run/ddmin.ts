// Delta debugging: the list without whatever can go. In the end none of the rest can go alone.

/** `holds` says whether the failure is still there with only these. It is there with all of them. */
export function ddmin<T>(list: readonly T[], holds: (part: readonly T[]) => boolean): readonly T[] {
  let rest = list
  let size = Math.ceil(rest.length / 2)
  while (size >= 1) {
    const before = rest.length
    rest = withoutPieces(rest, size, holds)
    if (size > 1) size = Math.ceil(size / 2)
    // What could not go alone may go once others have gone.
    else if (rest.length === before) return rest
    if (rest.length === 0) return rest
  }
  return rest
}

/** From the end: what comes late is caused by little. */
function withoutPieces<T>(
  list: readonly T[],
  size: number,
  holds: (part: readonly T[]) => boolean,
): readonly T[] {
  let rest = list
  for (let end = rest.length; end > 0; end -= size) {
    const from = Math.max(0, end - size)
    const part = [...rest.slice(0, from), ...rest.slice(end)]
    if (holds(part)) rest = part
  }
  return rest
}
