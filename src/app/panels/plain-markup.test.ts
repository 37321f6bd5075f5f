import { SHIPPED } from 'virtual:scenarios'
import { lexer, type Token, type Tokens } from 'marked'
import { expect, test } from 'vitest'
import { type Piece, plainMarkup } from './plain-markup.ts'

const KINDS: { readonly [type: string]: Piece['kind'] } = {
  text: 'text',
  codespan: 'code',
  strong: 'strong',
  em: 'em',
}

/** What the whole reader makes of a text; null where it finds something else. */
function wholly(text: string): Piece[][] | null {
  const blocks = lexer(text).filter(({ type }) => type !== 'space')
  if (blocks.some(({ type }) => type !== 'paragraph')) return null
  const paragraphs = blocks.map((block) => ((block as Tokens.Paragraph).tokens ?? []).map(pieceOf))
  return paragraphs.some((pieces) => pieces.includes(null)) ? null : (paragraphs as Piece[][])
}

function pieceOf(token: Token): Piece | null {
  const { type, text, tokens } = token as Tokens.Generic
  const kind = KINDS[type]
  const isSimple = tokens === undefined || (tokens.length === 1 && tokens[0]?.type === 'text')
  return kind === undefined || !isSimple ? null : { kind, text: String(text) }
}

test('paragraphs, code, strong and stressed words', () => {
  expect(plainMarkup('One `a-0` and **two** words.\n\nThe *third*.')).toEqual([
    [
      { kind: 'text', text: 'One ' },
      { kind: 'code', text: 'a-0' },
      { kind: 'text', text: ' and ' },
      { kind: 'strong', text: 'two' },
      { kind: 'text', text: ' words.' },
    ],
    [
      { kind: 'text', text: 'The ' },
      { kind: 'em', text: 'third' },
      { kind: 'text', text: '.' },
    ],
  ])
})

test('anything else is left to the whole reader', () => {
  const others = [
    '- a list',
    '1. a list',
    '# a heading',
    '> a quotation',
    '    code',
    'a [link](broker:2)',
    'https://kafka.apache.org',
    'a `half',
    '**a `mixture`**',
    '**"quoted"**',
    'a line  \nbroken',
    'a <b>tag</b>',
    'an &amp;',
    'a~b~',
    'an \\* escape',
    'two\n===',
  ]
  for (const text of others) expect(plainMarkup(text), text).toBeNull()
})

test('what it reads of the shipped lessons, the whole reader reads alike', async () => {
  let read = 0
  let all = 0
  for (const { load } of SHIPPED) {
    const { lesson } = await load()
    for (const step of lesson) {
      for (const text of Object.values(step.text)) {
        all += 1
        const plain = plainMarkup(text)
        if (plain === null) continue
        read += 1
        expect(plain, text).toEqual(wholly(text))
      }
    }
  }
  expect(read / all).toBeGreaterThan(0.95)
})

test('the lesson that the page opens with needs nothing more', async () => {
  const lesson = (await SHIPPED.find(({ id }) => id === 'leader-failover')?.load())?.lesson ?? []
  expect(lesson.length).toBeGreaterThan(0)
  for (const { text } of lesson)
    for (const each of Object.values(text)) expect(plainMarkup(each)).not.toBeNull()
})
