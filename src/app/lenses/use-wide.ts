import { useSyncExternalStore } from 'react'

/** From here on the lenses' names fit into the top bar; below they stand in a rail. */
const WIDE = '(min-width: 1560px)'

export function useWide(): boolean {
  return useSyncExternalStore(listen, () => matchMedia(WIDE).matches)
}

function listen(changed: () => void): () => void {
  const query = matchMedia(WIDE)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}
