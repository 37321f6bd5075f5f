// The menus of messages, timers and branches, wherever on the page these show.

import { useCallback } from 'react'
import { createPortal } from 'react-dom'
import { useSession } from '../play/session-context.ts'
import { BranchMenu } from './BranchMenu.tsx'
import { BranchNaming } from './BranchNaming.tsx'
import { HandMenu } from './HandMenu.tsx'
import { useOpenMenu } from './open-menu.ts'
import { useGestures } from './use-gestures.ts'
import './hand.css'

export function Menus() {
  const { player } = useSession()
  const { menu, naming } = useOpenMenu()
  useGestures(player.pause)
  const close = useCallback(() => useOpenMenu.setState({ menu: null }), [])
  const leave = useCallback(() => useOpenMenu.setState({ naming: null }), [])
  return (
    <>
      {menu?.kind === 'hand' && (
        <HandMenu key={`${menu.address}/${menu.x}/${menu.y}`} place={menu} onClose={close} />
      )}
      {menu?.kind === 'branch' && <BranchMenu key={menu.branch} place={menu} onClose={close} />}
      {naming !== null &&
        createPortal(<BranchNaming key={naming} id={naming} onClose={leave} />, document.body)}
    </>
  )
}
