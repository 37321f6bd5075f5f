// A host for tests, whose slices are counted by its own clock, so that each does little.

import { readReport } from '../../scenario/read-report.ts'
import { readScenario } from '../../scenario/read-scenario.ts'
import type { ShippedScenario } from '../../scenario/shipped.ts'
import { createHost } from '../host.ts'
import type { RunHost } from '../protocol.ts'

export function makeHost(shipped: readonly ShippedScenario[]): RunHost {
  let ms = 0
  return createHost({
    shipped,
    read: readScenario,
    readReport,
    nowMs: () => {
      ms += 3
      return ms
    },
    soon: (work) => void setImmediate(work),
  })
}
