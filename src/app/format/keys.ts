// Key chords as printed on keys.

const SIGNS: { readonly [part: string]: string } = {
  ArrowRight: '→',
  ArrowLeft: '←',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Escape: 'Esc',
}

export function keyText(chord: string): string {
  const mac = typeof navigator === 'object' && navigator.userAgent.includes('Mac')
  if (chord === '+') return '+'
  return chord
    .split('+')
    .map((part) =>
      part === 'Mod'
        ? mac
          ? '⌘'
          : 'Ctrl'
        : (SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part)),
    )
    .join(mac ? '' : '+')
}
