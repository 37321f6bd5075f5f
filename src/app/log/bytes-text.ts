// Sizes as people read them: 812 B, 1.4 KiB, 1 GiB.

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

export function bytesText(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024
    unit += 1
  }
  const digits = unit === 0 || value >= 100 || value === Math.round(value) ? 0 : 1
  return `${value.toFixed(digits)}\u202f${UNITS[unit]}`
}
