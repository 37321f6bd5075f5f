// Runs the seeds of a sweep on as many threads as asked. With one, nothing leaves this thread.

import { Worker } from 'node:worker_threads'
import type { SeedResult, SweepTask } from '../run/sweep.ts'
import { runSeed } from '../run/sweep.ts'

export interface SeedRange {
  readonly from: number
  readonly to: number
}

/** Small enough that all threads end together, large enough that messages cost nothing. */
const SEEDS_PER_HANDFUL = 4

/** `entry` is the module that a thread starts with; null where there is none to start, as in tests. */
export async function runSeeds(
  task: SweepTask,
  seeds: SeedRange,
  jobs: number,
  entry: URL | null,
  take: (result: SeedResult) => void,
): Promise<void> {
  if (jobs <= 1 || entry === null) {
    for (let seed = seeds.from; seed <= seeds.to; seed++) take(runSeed(task, seed))
    return
  }
  let next = seeds.from
  const handful = (): number[] => {
    const part: number[] = []
    while (part.length < SEEDS_PER_HANDFUL && next <= seeds.to) part.push(next++)
    return part
  }
  const threads = Math.min(jobs, Math.ceil((seeds.to - seeds.from + 1) / SEEDS_PER_HANDFUL))
  await Promise.all(Array.from({ length: threads }, () => serve(task, entry, handful, take)))
}

function serve(
  task: SweepTask,
  entry: URL,
  handful: () => readonly number[],
  take: (result: SeedResult) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(entry, { workerData: task })
    let finished = false
    const more = (): void => {
      const seeds = handful()
      if (seeds.length > 0) thread.postMessage(seeds)
      else {
        finished = true
        void thread.terminate()
      }
    }
    thread.on('message', (results: readonly SeedResult[]) => {
      for (const result of results) take(result)
      more()
    })
    thread.on('error', reject)
    thread.on('exit', (code) => (finished ? resolve() : reject(new Error(`a thread ended with ${code}`))))
    more()
  })
}
