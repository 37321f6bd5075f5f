// The timeline's rows, in pixels from its top.

export const TIMELINE = {
  lines: [13, 29],
  ribbon: { y: 40, height: 18 },
  density: { y: 64, height: 34 },
  axis: 98,
  axisText: 113,
  tracks: 130,
  track: 20,
  padLeft: 8,
  padRight: 24,
} as const

export function timelineHeight(branches: number): number {
  return TIMELINE.tracks + (branches > 1 ? branches * TIMELINE.track + 6 : 0)
}
