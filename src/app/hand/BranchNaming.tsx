// A branch is named where its track is: Enter keeps the name, so does going elsewhere, Escape gives it up.

import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NAME_MAX } from '../branches/name-max.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { branchName } from '../text/branch-name.ts'
import { trackOf } from './branch-track.ts'

interface BranchNamingProps {
  readonly id: number
  readonly onClose: () => void
}

export function BranchNaming({ id, onClose }: BranchNamingProps) {
  const { t } = useTranslation()
  const session = useSession()
  const branch = useRun((run) => run.info?.branches.find((one) => one.id === id))
  const place = usePlace(id)
  const isDone = useRef(false)
  if (branch === undefined || place === null) return null
  const name = branchName(t, branch)
  const close = (kept: string | null) => {
    if (isDone.current) return
    isDone.current = true
    onClose()
    if (kept !== null && kept !== branch.name) void session.renameBranch(id, kept)
  }
  return (
    <input
      className="track-naming"
      style={place}
      defaultValue={branch.name}
      placeholder={name}
      maxLength={NAME_MAX}
      aria-label={t('branch.newName', { name })}
      data-testid={`track-name-${id}`}
      // biome-ignore lint/a11y/noAutofocus: it comes in place of the name that was asked to be changed
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => close(event.currentTarget.value.trim())}
      onKeyDown={(event) => {
        // While letters are put together (Hangul, for one) Enter ends the letter, not the name.
        if (event.nativeEvent.isComposing) return
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        close(event.key === 'Enter' ? event.currentTarget.value.trim() : null)
        trackOf(id)?.focus()
      }}
    />
  )
}

interface Place {
  readonly left: number
  readonly top: number
  readonly maxWidth: number
}

const HEIGHT = 22
const EDGE = 10

/** Over the name on the track, wherever a resize puts it. */
function usePlace(id: number): Place | null {
  const [place, setPlace] = useState<Place | null>(null)
  useEffect(() => {
    const measure = () => {
      const box = trackOf(id)?.querySelector('text')?.getBoundingClientRect()
      if (box === undefined) return
      const left = Math.max(EDGE, Math.min(box.left - 5, innerWidth - 180))
      setPlace({ left, top: box.top + box.height / 2 - HEIGHT / 2, maxWidth: innerWidth - left - EDGE })
    }
    measure()
    addEventListener('resize', measure)
    addEventListener('scroll', measure, true)
    return () => {
      removeEventListener('resize', measure)
      removeEventListener('scroll', measure, true)
    }
  }, [id])
  return place
}
