// The worker's own end of the line.

import { SHIPPED } from 'virtual:scenarios'
import { expose } from 'comlink'
import { readReport } from '../scenario/read-report.ts'
import { readScenario } from '../scenario/read-scenario.ts'
import { createHost } from './host.ts'

// A message to oneself waits behind what the page has asked, and unlike a timer it is never held back.
const turns: (() => void)[] = []
const channel = new MessageChannel()
channel.port1.onmessage = () => turns.shift()?.()

expose(
  createHost({
    shipped: SHIPPED,
    read: readScenario,
    readReport,
    nowMs: () => performance.now(),
    soon: (work) => {
      turns.push(work)
      channel.port2.postMessage(null)
    },
  }),
)
