// Starts the page: settings, words, the worker, the scenario named by the link.

import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import './style/style.css'
import { createRoot } from 'react-dom/client'
import { isReportLink } from '../scenario/link.ts'
import { App } from './App.tsx'
import { FIRST_SCENARIO, isNewcomer } from './first/first-minute.ts'
import { leadFirst } from './first/lead-first.ts'
import { createSession } from './play/session.ts'
import { SessionContext } from './play/session-context.ts'
import { connectRun } from './run-client.ts'
import { followLink } from './state/follow-link.ts'
import { openLens } from './state/lens.ts'
import { readLink } from './state/link.ts'
import { shippedSource } from './state/open-shipped.ts'
import { useRun } from './state/run-state.ts'
import { applySettings } from './state/settings.ts'
import { installHook } from './testing-hook.ts'
import { startText } from './text/i18n.ts'
import { beginKeeping } from './work/keep.ts'
import { takeUp } from './work/take-up.ts'

const SCENARIO = 'leader-failover'

applySettings()
const words = startText()

const session = createSession(connectRun())
installHook(session)
void begin().then(() => beginKeeping((work) => takeUp(session, work)))
followLink(session)

await words
const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <SessionContext.Provider value={session}>
      <App />
    </SessionContext.Provider>,
  )
}

/** What the address says. What cannot be opened leaves the reader with the reason and with something to look at. */
async function begin(): Promise<void> {
  if (isReportLink(location.hash)) {
    await session.open({ kind: 'link', fragment: location.hash })
    await orElseTheFirst()
    return
  }
  const link = readLink(location.hash)
  if (isNewcomer() && (link.scenario ?? FIRST_SCENARIO) === FIRST_SCENARIO) {
    await leadFirst(session)
    return
  }
  openLens(link.lens)
  await session.open(shippedSource(link.scenario ?? SCENARIO, link.seed), link)
  await orElseTheFirst()
}

async function orElseTheFirst(): Promise<void> {
  const { info, openError } = useRun.getState()
  if (info !== null) return
  await session.open(shippedSource(SCENARIO, null))
  useRun.setState({ openError, failure: null })
}
