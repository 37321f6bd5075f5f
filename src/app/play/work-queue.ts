// What the reader asked of the session and is not done: two inputs in a row act on moments in a row, never on the same one.

export interface WorkQueue {
  /** Does the work when all that was asked before by `after` is done. */
  after<T>(work: () => Promise<T>): Promise<T>
  /** Does the work at once. */
  beside<T>(work: () => Promise<T>): Promise<T>
  busy(): boolean
  /** Resolves when nothing is asked and not done; never refuses. */
  settled(): Promise<void>
}

export function createWorkQueue(): WorkQueue {
  let last: Promise<unknown> = Promise.resolve()
  const open = new Set<Promise<unknown>>()

  function counted<T>(done: Promise<T>): Promise<T> {
    open.add(done)
    const close = () => open.delete(done)
    void done.then(close, close)
    return done
  }

  return {
    after: (work) => {
      const done = counted(last.then(work))
      // What failed told so itself; what was asked after it goes on.
      last = done.catch(() => {})
      return done
    },
    beside: (work) => counted(work()),
    busy: () => open.size > 0,
    settled: async () => {
      while (open.size > 0) await Promise.allSettled(open)
    },
  }
}
