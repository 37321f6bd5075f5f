// The rate of play. Its menu is fetched when somebody first asks for it.

import { lazy, Suspense, useState } from 'react'
import { PaceButton } from './PaceButton.tsx'

const Choice = lazy(async () => ({ default: (await import('./PaceChoice.tsx')).PaceChoice }))

export function PaceMenu() {
  const [wanted, setWanted] = useState(false)
  const button = <PaceButton aria-expanded={false} onClick={() => setWanted(true)} />
  return wanted ? <Suspense fallback={button}>{<Choice />}</Suspense> : button
}
