// A lesson's text. The reader for its markup loads after the stage stands; until then the plain paragraphs show.

import { lazy, Suspense } from 'react'
import { useRun } from '../state/run-state.ts'

/** The stage comes first: the reader of the markup waits until it has been drawn. */
const LATER_MS = 300

const Markup = lazy(async () => {
  await new Promise((resolve) => setTimeout(resolve, LATER_MS))
  const { LessonMarkup } = await import('./LessonMarkup.tsx')
  return { default: LessonMarkup }
})

export function LessonText({ text }: { readonly text: string }) {
  const ready = useRun((run) => run.cluster !== null)
  const plain = <Plain text={text} />
  return (
    <div className="lesson-text">
      {ready ? <Suspense fallback={plain}>{<Markup text={text} />}</Suspense> : plain}
    </div>
  )
}

function Plain({ text }: { readonly text: string }) {
  const bare = text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*`]/g, '')
  return bare.split(/\n\s*\n/).map((paragraph) => <p key={paragraph}>{paragraph}</p>)
}
