// The page: lesson, stage and inspector side by side, the timeline under them all.

import { lazy, Suspense } from 'react'
import { useAdmin } from './admin/follow-answer.ts'
import { OpenFile } from './chrome/OpenFile.tsx'
import { TopBar } from './chrome/TopBar.tsx'
import { Trouble } from './chrome/Trouble.tsx'
import { Dialogs } from './dialogs/Dialogs.tsx'
import { Lens } from './lenses/Lens.tsx'
import { LensSwitch } from './lenses/LensSwitch.tsx'
import { useWide } from './lenses/use-wide.ts'
import { LessonPanel } from './panels/LessonPanel.tsx'
import { useSession } from './play/session-context.ts'
import { useRun } from './state/run-state.ts'
import { useSettings } from './state/settings.ts'
import { Timeline } from './timeline/Timeline.tsx'
import { Transport } from './transport/Transport.tsx'
import { useKeys } from './use-keys.ts'

// The stage comes first: these wait until it has been drawn.
const SidePanel = lazy(async () => ({ default: (await import('./panels/SidePanel.tsx')).SidePanel }))
const Banners = lazy(async () => ({ default: (await import('./chrome/Banners.tsx')).Banners }))
const Menus = lazy(async () => ({ default: (await import('./hand/Menus.tsx')).Menus }))

const AdminNotice = lazy(async () => ({ default: (await import('./admin/AdminNotice.tsx')).AdminNotice }))

/** Its place, before it comes. */
const SIDE = <aside className="panel side" />

export function App() {
  const { player } = useSession()
  const lessonOpen = useSettings((settings) => settings.lessonOpen)
  const sideOpen = useSettings((settings) => settings.sideOpen)
  const wide = useWide()
  const stands = useRun((run) => run.cluster !== null)
  const hasAsked = useAdmin((admin) => admin.asked !== null)
  useKeys(player)
  return (
    <div className="page" data-lesson={lessonOpen} data-side={sideOpen}>
      <TopBar wide={wide} />
      {!wide && <LensSwitch />}
      {lessonOpen && <LessonPanel />}
      <Lens />
      {sideOpen && (stands ? <Suspense fallback={SIDE}>{<SidePanel />}</Suspense> : SIDE)}
      {stands && (
        <Suspense fallback={null}>
          <Banners />
          <Menus />
        </Suspense>
      )}
      <footer className="bottom">
        <Transport />
        <Timeline />
      </footer>
      {hasAsked && (
        <Suspense fallback={null}>
          <AdminNotice />
        </Suspense>
      )}
      <Trouble />
      <OpenFile />
      <Dialogs />
    </div>
  )
}
