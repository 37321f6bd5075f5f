/** A segment's files are named after its base offset, 20 digits wide. */
export function segmentName(baseOffset: number, ending: 'log' | 'index' | 'timeindex'): string {
  return `${String(baseOffset).padStart(20, '0')}.${ending}`
}
