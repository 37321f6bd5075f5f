/** Work that goes in steps, done at once. */
export function finish<Found>(work: Generator<unknown, Found, void>): Found {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}
