// What is said over the stage: work that was left, the report that is open, promises that are broken.

import { CompareBanner } from '../branches/CompareBanner.tsx'
import { FirstMinute } from '../first/FirstMinute.tsx'
import { ReportBanner } from '../reports/ReportBanner.tsx'
import { ViolationBanner } from '../reports/ViolationBanner.tsx'
import '../reports/reports.css'
import { WorkOffer } from '../work/WorkOffer.tsx'

export function Banners() {
  return (
    <div className="banners">
      <FirstMinute />
      <WorkOffer />
      <ReportBanner />
      <CompareBanner />
      <ViolationBanner />
    </div>
  )
}
