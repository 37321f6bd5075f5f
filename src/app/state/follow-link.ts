// Keeps the page's address in step with what is shown, and follows it when a person edits it or goes back.

import { isReportLink } from '../../scenario/link.ts'
import type { OpenSource } from '../../worker/protocol.ts'
import type { Session } from '../play/session.ts'
import { isForeign, replaceAddress, takeAddress } from './address.ts'
import { openLens, useLens } from './lens.ts'
import type { Link } from './link.ts'
import { readLink, writeLink } from './link.ts'
import { shippedSource } from './open-shipped.ts'
import { useRun } from './run-state.ts'
import { useSelection } from './selection.ts'

const WRITE_EVERY_MS = 400

export function followLink(session: Session): void {
  let last = takeAddress()
  let opening = 0
  const write = () => {
    const { info, source, seedAsked, branch, event } = useRun.getState()
    // What is being opened has its address already: that of the run before it would stay in its place.
    if (info === null || opening > 0 || isForeign()) return
    // A link that carries its whole run stays as it is; what came from a file has no address.
    if (source?.kind === 'link') return
    if (source?.kind !== 'shipped') {
      if (location.hash !== '') replaceAddress('#')
      last = takeAddress()
      return
    }
    const { selected, viewpoint } = useSelection.getState()
    const hash = writeLink({
      scenario: info.scenarioId,
      seed: seedAsked,
      branch,
      event: event < 0 ? null : event,
      selected,
      viewpoint,
      lens: useLens.getState().lens,
    })
    if (hash === last) return
    last = hash
    replaceAddress(hash)
  }
  const open = async (source: OpenSource, link?: Link) => {
    opening += 1
    await session.open(source, link)
    opening -= 1
    // Refused, the run before it is named again.
    last = ''
  }
  setInterval(write, WRITE_EVERY_MS)
  addEventListener('hashchange', () => {
    if (!isForeign()) return
    const address = takeAddress()
    if (isReportLink(address)) {
      void open({ kind: 'link', fragment: address })
      return
    }
    const link = readLink(address)
    const { info, source, seedAsked } = useRun.getState()
    const isOpen = source?.kind === 'shipped' && link.scenario === info?.scenarioId && link.seed === seedAsked
    if (link.scenario !== null && !isOpen) {
      void open(shippedSource(link.scenario, link.seed), link)
      return
    }
    openLens(link.lens)
    useSelection.setState({ selected: link.selected, viewpoint: link.viewpoint })
    session.player.pause()
    // The first branch is the one that an address leaves out.
    const branch = info?.branches.some(({ id }) => id === link.branch) ? (link.branch ?? 0) : 0
    if (branch !== useRun.getState().branch) session.player.switchBranch(branch)
    if (link.event !== null) session.player.seek({ by: 'event', event: link.event })
  })
}
