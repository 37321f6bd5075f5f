// Sets of offsets as spans: from and to in turn, ascending, apart from each other. Mostly it is one span, and it grows at its end.

/** Adds offsets. How many of them were there already. */
export function addSpan(spans: number[], from: number, to: number): number {
  const last = spans.length - 1
  if (from === spans[last]) {
    spans[last] = to
    return 0
  }
  let again = 0
  let low = from
  let high = to
  let place = 0
  while (place < spans.length && (spans[place + 1] as number) < from) place += 2
  let end = place
  while (end < spans.length && (spans[end] as number) <= to) {
    const start = spans[end] as number
    const stop = spans[end + 1] as number
    again += Math.max(0, Math.min(stop, to) - Math.max(start, from))
    low = Math.min(low, start)
    high = Math.max(high, stop)
    end += 2
  }
  spans.splice(place, end - place, low, high)
  return again
}

/** Takes away all from an offset on. How many there were. */
export function cutSpans(spans: number[], at: number): number {
  let gone = 0
  while (spans.length > 0) {
    const start = spans[spans.length - 2] as number
    const stop = spans[spans.length - 1] as number
    if (stop <= at) return gone
    gone += stop - Math.max(start, at)
    if (start < at) {
      spans[spans.length - 1] = at
      return gone
    }
    spans.length -= 2
  }
  return gone
}

/** Takes away offsets wherever they are. How many there were. */
export function takeFromSpans(spans: number[], from: number, to: number): number {
  let gone = 0
  for (let place = 0; place < spans.length; ) {
    const start = spans[place] as number
    const stop = spans[place + 1] as number
    const low = Math.max(start, from)
    const high = Math.min(stop, to)
    if (low >= high) {
      place += 2
      continue
    }
    gone += high - low
    const left: number[] = []
    if (start < low) left.push(start, low)
    if (high < stop) left.push(high, stop)
    spans.splice(place, 2, ...left)
    place += left.length
  }
  return gone
}

/** How many offsets of a stretch are there. */
export function countInSpans(spans: readonly number[], from: number, to: number): number {
  let low = 0
  let high = spans.length >> 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle * 2 + 1] as number) <= from) low = middle + 1
    else high = middle
  }
  let found = 0
  for (let place = low * 2; place < spans.length && (spans[place] as number) < to; place += 2)
    found += Math.min(spans[place + 1] as number, to) - Math.max(spans[place] as number, from)
  return found
}
