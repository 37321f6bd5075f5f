// A thread of a sweep: takes seeds in small handfuls, gives back what came of them.

import { parentPort, workerData } from 'node:worker_threads'
import type { SweepTask } from '../run/sweep.ts'
import { runSeed } from '../run/sweep.ts'
import { present } from '../sim/assert.ts'

export function serveSweep(): void {
  const port = present(parentPort, 'the port of a thread')
  const task = workerData as SweepTask
  port.on('message', (seeds: readonly number[]) => port.postMessage(seeds.map((seed) => runSeed(task, seed))))
}
