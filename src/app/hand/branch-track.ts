/** The track of a branch on the timeline; null while none is drawn. */
export function trackOf(branch: number): SVGGElement | null {
  return document.querySelector<SVGGElement>(`[data-branch="${branch}"]`)
}
