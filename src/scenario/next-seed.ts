/** The number at its end one higher; without one it gets one. */
export function nextSeed(seed: string): string {
  const [, before = '', digits] = /^(.*?)(\d{1,15})?$/s.exec(seed) ?? []
  return digits === undefined ? `${before}-2` : `${before}${Number(digits) + 1}`
}
