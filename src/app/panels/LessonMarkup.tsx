// Lesson text with its markup; a link to an address selects it on the stage. What the text may hold is said here: anything else, HTML above all, is shown as it is written.

import { lexer, type Token, type Tokens } from 'marked'
import type { ReactNode } from 'react'
import { isAddress } from '../format/names.ts'
import { hover, select } from '../state/selection.ts'

export function LessonMarkup({ text }: { readonly text: string }) {
  return <>{drawAll(lexer(text))}</>
}

function drawAll(tokens: readonly Token[] | undefined): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: the text of a step never changes its order
  return (tokens ?? []).map((token, place) => <Part key={place} token={token as Tokens.Generic} />)
}

function Part({ token }: { readonly token: Tokens.Generic }): ReactNode {
  switch (token.type) {
    case 'space':
      return null
    case 'paragraph':
      return <p>{drawAll(token.tokens)}</p>
    case 'strong':
      return <strong>{drawAll(token.tokens)}</strong>
    case 'em':
      return <em>{drawAll(token.tokens)}</em>
    case 'codespan':
      return <code>{token.text}</code>
    case 'code':
      return (
        <pre>
          <code>{token.text}</code>
        </pre>
      )
    case 'list':
      return token.ordered === true ? <ol>{items(token)}</ol> : <ul>{items(token)}</ul>
    case 'link':
      return <Link href={String(token.href)}>{drawAll(token.tokens)}</Link>
    case 'br':
      return <br />
    case 'text':
      return token.tokens === undefined ? token.text : drawAll(token.tokens)
    case 'escape':
      return token.text
    default:
      return token.raw
  }
}

function items(list: Tokens.Generic): ReactNode {
  const found = (list as Tokens.List).items
  // biome-ignore lint/suspicious/noArrayIndexKey: as above
  return found.map((item, place) => <li key={place}>{drawAll(item.tokens)}</li>)
}

function Link({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  if (isAddress(href)) {
    return (
      <button
        type="button"
        className="address-link"
        onClick={() => select(href)}
        onMouseEnter={() => hover(href)}
        onMouseLeave={() => hover(null)}
      >
        {children}
      </button>
    )
  }
  // Nothing but the web is linked to.
  if (!href.startsWith('https://')) return children
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}
