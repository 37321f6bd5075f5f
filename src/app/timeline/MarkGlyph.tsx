// A sign for each kind of mark; colour repeats what the shape says.

import type { MarkRow } from '../../view/rows.ts'

const SHAPES: { readonly [kind in MarkRow['kind']]: string } = {
  fault: 'M-4 -4L4 4M-4 4L4 -4',
  repair: 'M0 -5V5M-5 0H5',
  election: 'M-3 6V-5.500L5 -2.500L-3 0.500',
  isr: 'M-4.500 0A4.500 4.500 0 0 1 4.500 0Z',
  violation: 'M0 -6L6 5H-6ZM0 -2V2',
  truncation: 'M-5 -3H5M0 -3V5M-3 2L0 5L3 2',
  loss: 'M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0M-2.500 -2.500L2.500 2.500M-2.500 2.500L2.500 -2.500',
  allowedLoss: 'M0 -6L6 0L0 6L-6 0ZM-2.500 0H2.500',
  group: 'M-5 -1A2.500 2.500 0 1 0 0 -1A2.500 2.500 0 1 0 -5 -1M1 3A2 2 0 1 0 5 3A2 2 0 1 0 1 3',
  storage: 'M-4 -4H4V4H-4ZM-4 0H4',
  lesson: 'M-4 0A4 4 0 1 0 4 0A4 4 0 1 0 -4 0',
}

export function MarkGlyph({ kind }: { readonly kind: MarkRow['kind'] }) {
  return <path className={`mark-glyph ${kind}`} d={SHAPES[kind]} />
}
