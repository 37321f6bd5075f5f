// The page's address as this page wrote it last. One that reads otherwise was changed by a person or by going back, and must be followed, never written over.

let written = location.hash

/** Changed by somebody else, and not followed yet. */
export function isForeign(): boolean {
  return location.hash !== written
}

/** Takes the address as it is. */
export function takeAddress(): string {
  written = location.hash
  return written
}

export function replaceAddress(hash: string): void {
  history.replaceState(null, '', hash)
  // Read back: the browser may have encoded it.
  written = location.hash
}

/** A place of its own, to which one can come back. */
export function pushAddress(hash: string): void {
  history.pushState(null, '', hash)
  written = location.hash
}
