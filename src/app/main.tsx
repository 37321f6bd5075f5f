// Starts the page: settings, words, the worker, the scenario named by the link.

import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import './style/style.css'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { createSession } from './play/session.ts'
import { SessionContext } from './play/session-context.ts'
import { connectRun } from './run-client.ts'
import { followLink } from './state/follow-link.ts'
import { openLens } from './state/lens.ts'
import { readLink } from './state/link.ts'
import { shippedSource } from './state/open-shipped.ts'
import { applySettings } from './state/settings.ts'
import { installHook } from './testing-hook.ts'
import { startText } from './text/i18n.ts'

const SCENARIO = 'leader-failover'

applySettings()
const words = startText()

const session = createSession(connectRun())
installHook(session)
const link = readLink(location.hash)
openLens(link.lens)
void session.open(shippedSource(link.scenario ?? SCENARIO, link.seed), link)
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
