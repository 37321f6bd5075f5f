// Lesson text with its markup; a link to an address selects it on the stage.

import Markdown, { type Components } from 'react-markdown'
import { isAddress } from '../format/names.ts'
import { hover, select } from '../state/selection.ts'

const COMPONENTS: Components = {
  a: ({ href, children }) => {
    if (href !== undefined && isAddress(href)) {
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
    return (
      <a href={href} target="_blank" rel="noreferrer">
        {children}
      </a>
    )
  },
}

export function LessonMarkup({ text }: { readonly text: string }) {
  return (
    <Markdown components={COMPONENTS} urlTransform={allowed} skipHtml>
      {text}
    </Markdown>
  )
}

function allowed(url: string): string | null {
  return isAddress(url) || url.startsWith('https://') ? url : null
}
