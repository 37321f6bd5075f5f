// A lesson's text. The plain markup of nearly all is read here; the reader of the rest loads after the stage stands, and until then bare paragraphs show.

import { lazy, Suspense } from 'react'
import { useRun } from '../state/run-state.ts'
import { type Piece, plainMarkup } from './plain-markup.ts'

/** The stage comes first: the reader of the markup waits until it has been drawn. */
const LATER_MS = 300

const Markup = lazy(async () => {
  await new Promise((resolve) => setTimeout(resolve, LATER_MS))
  const { LessonMarkup } = await import('./LessonMarkup.tsx')
  return { default: LessonMarkup }
})

export function LessonText({ text }: { readonly text: string }) {
  const plain = plainMarkup(text)
  return (
    <div className="lesson-text">{plain === null ? <Whole text={text} /> : <Plain paragraphs={plain} />}</div>
  )
}

function Plain({ paragraphs }: { readonly paragraphs: readonly (readonly Piece[])[] }) {
  return paragraphs.map((pieces, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the text of a step never changes its order
    <p key={place}>
      {pieces.map(({ kind, text }, at) => {
        if (kind === 'text') return text
        const Tag = kind
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        return <Tag key={at}>{text}</Tag>
      })}
    </p>
  ))
}

function Whole({ text }: { readonly text: string }) {
  const ready = useRun((run) => run.cluster !== null)
  const bare = <Bare text={text} />
  return ready ? <Suspense fallback={bare}>{<Markup text={text} />}</Suspense> : bare
}

function Bare({ text }: { readonly text: string }) {
  const bare = text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*`]/g, '')
  return bare.split(/\n\s*\n/).map((paragraph) => <p key={paragraph}>{paragraph}</p>)
}
