// How a lens was set for one run (an offset, a stretch of time, a partition) is forgotten when another is opened. Two runs side by side share it.

const forgets: (() => void)[] = []

/** Told by whoever keeps such a thing, when it is first loaded. */
export function whenRunIsOld(forget: () => void): void {
  forgets.push(forget)
}

export function forgetOldRun(): void {
  for (const forget of forgets) forget()
}
