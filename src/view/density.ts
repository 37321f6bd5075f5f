// How many events fell into which stretch of time, at a grain that coarsens as the run grows, so that a day takes no more room than a minute.

const BUCKETS_MAX = 8_192

export interface Density {
  widthUs: number
  counts: number[]
}

export function newDensity(): Density {
  return { widthUs: 1_000, counts: [] }
}

export function countEvent(density: Density, timeUs: number): void {
  let place = Math.floor(timeUs / density.widthUs)
  while (place >= BUCKETS_MAX) {
    coarsen(density)
    place = Math.floor(timeUs / density.widthUs)
  }
  while (density.counts.length <= place) density.counts.push(0)
  density.counts[place] = (density.counts[place] as number) + 1
}

function coarsen(density: Density): void {
  const wide: number[] = []
  for (let i = 0; i < density.counts.length; i += 2)
    wide.push((density.counts[i] as number) + (density.counts[i + 1] ?? 0))
  density.counts = wide
  density.widthUs *= 2
}

/** Events per equal slice of [0, endUs]. */
export function densitySlices(density: Readonly<Density>, endUs: number, slices: number): number[] {
  const found = new Array<number>(slices).fill(0)
  if (endUs <= 0) return found
  for (let i = 0; i < density.counts.length; i++) {
    const middleUs = (i + 0.5) * density.widthUs
    const slice = Math.min(Math.floor((middleUs * slices) / endUs), slices - 1)
    found[slice] = (found[slice] as number) + (density.counts[i] as number)
  }
  return found
}

/** Without what came after; the bucket that holds the moment stays whole, a few milliseconds too much. */
export function cutDensity(density: Readonly<Density>, timeUs: number): Density {
  return {
    widthUs: density.widthUs,
    counts: density.counts.slice(0, Math.floor(timeUs / density.widthUs) + 1),
  }
}
