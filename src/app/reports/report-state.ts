// How an opened report stands against this run: asked until it is settled.

import { create } from 'zustand'
import type { RunHost } from '../../worker/protocol.ts'
import type { ReportState } from '../../worker/run-answers.ts'

export const useReport = create<{ readonly state: ReportState | null; readonly closed: boolean }>(() => ({
  state: null,
  closed: false,
}))

const EVERY_MS = 400

/** Every hash is verified, or one differs; and the failure was met or will not be. */
export function isSettled(state: ReportState): boolean {
  const hashes = state.divergedAt !== null || state.verified === state.hashes
  return hashes && (state.again !== null || state.failure?.kind !== 'invariant')
}

let asked = 0

/** Follows the report that was just opened; any other open run ends it. The first answer names the moment it is about. */
export async function followReport(host: RunHost, isReport: boolean): Promise<ReportState | null> {
  asked += 1
  const mine = asked
  useReport.setState({ state: null, closed: false })
  if (!isReport) return null
  const first = await host.reportState()
  if (mine !== asked) return null
  useReport.setState({ state: first })
  void (async () => {
    for (let state = first; state !== null && !isSettled(state) && mine === asked; ) {
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
      state = await host.reportState()
      if (mine === asked) useReport.setState({ state })
    }
  })().catch(() => undefined)
  return first
}
