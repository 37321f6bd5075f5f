// The members of a topic by how much they hold, handed out level by level: from the least loaded up, from the most loaded down (uniform, heterogeneous).

/** How many partitions each member holds, by its index in the group; changed by whoever gives and takes. */
export type Loads = number[]

export interface LoadLevels {
  readonly loads: Readonly<Loads>
  readonly sorted: number[]
  /** The range of members at the lowest level ends before this place. */
  leastEnd: number
  leastLevel: number
  leastNext: number
  /** The range at the highest level; members with nothing to give are moved behind its end. */
  mostStart: number
  mostEnd: number
  mostLevel: number
  mostNext: number
}

export function loadLevels(loads: Readonly<Loads>, members: readonly number[]): LoadLevels {
  const sorted = [...members].sort((a, b) => loadOf(loads, a) - loadOf(loads, b) || a - b)
  return {
    loads,
    sorted,
    leastEnd: 0,
    leastLevel: loadOf(loads, sorted[0]) - 1,
    leastNext: 0,
    mostStart: sorted.length,
    mostEnd: sorted.length,
    mostLevel: loadOf(loads, sorted.at(-1)) + 1,
    mostNext: sorted.length - 1,
  }
}

/** Between the most and the least loaded. */
export function imbalance(levels: LoadLevels): number {
  return loadOf(levels.loads, levels.sorted.at(-1)) - loadOf(levels.loads, levels.sorted[0])
}

/** Whether the two ranges have come within one partition of each other. */
export function hasMet(levels: LoadLevels): boolean {
  return levels.mostLevel - levels.leastLevel <= 1
}

/** Whoever is to get the next partition. */
export function nextLeast(levels: LoadLevels): number {
  if (levels.leastNext >= levels.leastEnd) {
    levels.leastLevel += 1
    while (levels.leastEnd < levels.sorted.length && at(levels, levels.leastEnd) === levels.leastLevel) {
      levels.leastEnd += 1
    }
    levels.leastNext = 0
  }
  return levels.sorted[levels.leastNext++] as number
}

/** Whoever is to give one up; −1 when nobody is left. */
export function nextMost(levels: LoadLevels): number {
  if (levels.mostNext < levels.mostStart) {
    if (levels.mostEnd <= levels.mostStart && levels.mostStart > 0) {
      levels.mostLevel = at(levels, levels.mostStart - 1)
    } else {
      levels.mostLevel -= 1
    }
    while (levels.mostStart > 0 && at(levels, levels.mostStart - 1) === levels.mostLevel)
      levels.mostStart -= 1
    levels.mostNext = levels.mostEnd - 1
  }
  return levels.mostNext < 0 ? -1 : (levels.sorted[levels.mostNext--] as number)
}

/** The one just named by nextMost has nothing to give. */
export function leaveOutMost(levels: LoadLevels): void {
  const place = levels.mostNext + 1
  const member = levels.sorted[place] as number
  levels.mostEnd -= 1
  levels.sorted[place] = levels.sorted[levels.mostEnd] as number
  levels.sorted[levels.mostEnd] = member
}

function at(levels: LoadLevels, place: number): number {
  return loadOf(levels.loads, levels.sorted[place])
}

function loadOf(loads: Readonly<Loads>, member: number | undefined): number {
  return loads[member ?? -1] ?? 0
}
