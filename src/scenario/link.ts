// A report in the fragment of a link: the same bytes as the file, compressed, in letters that a URL takes. Who compresses is given by
// the caller: the engine uses no package for it.

/** Longer fragments get cut by mailers and chats: the file is the way then. A scenario with its lesson takes about half of it. */
export const LINK_CHARACTERS_MAX = 16_000

const PREFIX = '#report='
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export type Compress = (bytes: Uint8Array) => Uint8Array

export type ReportLink =
  | { readonly ok: true; readonly fragment: string }
  | { readonly ok: false; readonly characters: number }

/** `bytes` is the file's text in UTF-8. */
export function linkOf(bytes: Uint8Array, deflate: Compress): ReportLink {
  const fragment = PREFIX + lettersOf(deflate(bytes))
  return fragment.length > LINK_CHARACTERS_MAX
    ? { ok: false, characters: fragment.length }
    : { ok: true, fragment }
}

/** Whether a link, whole or just its fragment, carries a report. */
export function isReportLink(link: string): boolean {
  return link.includes(PREFIX)
}

/** The file's bytes; null when the link is damaged. */
export function linkBytes(link: string, inflate: Compress): Uint8Array | null {
  const letters = link.slice(link.indexOf(PREFIX) + PREFIX.length)
  if (!isReportLink(link) || letters.length > LINK_CHARACTERS_MAX) return null
  const packed = bytesOf(letters)
  if (packed === null) return null
  try {
    return inflate(packed)
  } catch {
    return null
  }
}

/** Base64 in the letters of RFC 4648 section 5, without padding. */
function lettersOf(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i
    const bits = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const count = left >= 3 ? 4 : left + 1
    for (let k = 0; k < count; k++) text += LETTERS[(bits >> (18 - 6 * k)) & 63]
  }
  return text
}

function bytesOf(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let bits = 0
  let held = 0
  let at = 0
  for (const letter of text) {
    const value = LETTERS.indexOf(letter)
    if (value < 0) return null
    bits = ((bits << 6) | value) & 0xff_ffff
    held += 6
    if (held < 8) continue
    held -= 8
    bytes[at] = (bits >> held) & 0xff
    at += 1
  }
  return bytes
}
