// The markup that nearly every lesson gets along with: paragraphs, code, strong and stressed words. What holds more is left to the whole reader of Markdown.

export interface Piece {
  readonly kind: 'text' | 'code' | 'strong' | 'em'
  readonly text: string
}

/** Paragraphs, or null when the text holds anything that is, or might be, other markup. */
export function plainMarkup(text: string): Piece[][] | null {
  const paragraphs: Piece[][] = []
  for (const paragraph of text.replace(/^\n+|\s+$/g, '').split(/\n(?:[ \t]*\n)+/)) {
    const pieces = BEGINS_A_BLOCK.test(paragraph) ? null : piecesOf(paragraph)
    if (pieces === null) return null
    paragraphs.push(pieces)
  }
  return paragraphs
}

/** A list, a heading, a quotation, code, a table: what a line begins with. */
const BEGINS_A_BLOCK = /^(?: {4}|\s*(?:[-+>#=|]|\d+[.)]))/m

/** Stressed words begin and end with a letter or a digit: nothing else is stressed alike in every language. */
const STRESSED = '[\\p{L}\\p{N}](?:[^*`\\n]*[\\p{L}\\p{N}])?'
const MARKED = new RegExp(
  `\`([^\`\\s](?:[^\`]*[^\`\\s])?)\`|\\*\\*(${STRESSED})\\*\\*|\\*(${STRESSED})\\*`,
  'gu',
)

/** In what is left over: other marks, links, HTML, a break at the end of a line. */
const OTHER = /[`*_~\\@|]|:\/\/|www\.|\]\(|\]:|<[a-z/!?]|&[a-z#]| {2}\n/i

function piecesOf(paragraph: string): Piece[] | null {
  const pieces: Piece[] = []
  let end = 0
  const addText = (text: string): boolean => {
    if (OTHER.test(text)) return false
    if (text !== '') pieces.push({ kind: 'text', text })
    return true
  }
  for (const match of paragraph.matchAll(MARKED)) {
    if (!addText(paragraph.slice(end, match.index))) return null
    end = match.index + match[0].length
    const [, code, strong, em] = match
    if (code !== undefined) pieces.push({ kind: 'code', text: code.replaceAll('\n', ' ') })
    else if (strong !== undefined && !OTHER.test(strong)) pieces.push({ kind: 'strong', text: strong })
    else if (em !== undefined && !OTHER.test(em)) pieces.push({ kind: 'em', text: em })
    else return null
  }
  return addText(paragraph.slice(end)) ? pieces : null
}
