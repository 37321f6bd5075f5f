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
import { SidePanel } from './panels/SidePanel.tsx'
import { useSession } from './play/session-context.ts'
import { useSettings } from './state/settings.ts'
import { Timeline } from './timeline/Timeline.tsx'
import { Transport } from './transport/Transport.tsx'
import { useKeys } from './use-keys.ts'

const Banners = lazy(async () => ({ default: (await import('./chrome/Banners.tsx')).Banners }))

const AdminNotice = lazy(async () => ({ default: (await import('./admin/AdminNotice.tsx')).AdminNotice }))

export function App() {
  const { player } = useSession()
  const lessonOpen = useSettings((settings) => settings.lessonOpen)
  const sideOpen = useSettings((settings) => settings.sideOpen)
  const wide = useWide()
  const hasAsked = useAdmin((admin) => admin.asked !== null)
  useKeys(player)
  return (
    <div className="page" data-lesson={lessonOpen} data-side={sideOpen}>
      <TopBar wide={wide} />
      {!wide && <LensSwitch />}
      {lessonOpen && <LessonPanel />}
      <Lens />
      {sideOpen && <SidePanel />}
      <Suspense fallback={null}>
        <Banners />
      </Suspense>
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
