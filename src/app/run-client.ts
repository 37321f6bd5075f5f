// The run behind a Web Worker, reached by comlink as if it were here.

import { wrap } from 'comlink'
import type { RunHost } from '../worker/protocol.ts'
import { useRun } from './state/run-state.ts'

export function connectRun(): RunHost {
  const worker = new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('error', (event) => useRun.setState({ failure: event.message || 'worker' }))
  return wrap<RunHost>(worker)
}
