// Faults, elections and whatever else is worth a mark, with a few words where there is room.

import { memo, useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MarkRow } from '../../view/rows.ts'
import { linearScale } from '../format/linear-scale.ts'
import { secondsText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { useTell } from '../text/use-tell.ts'
import { TIMELINE } from './geometry.ts'
import { MarkGlyph } from './MarkGlyph.tsx'
import { type PlacedMark, placeMarks, textWidth } from './mark-labels.ts'
import type { TimelineProps } from './Timeline.tsx'

const NO_MARKS: readonly MarkRow[] = []
const WORDS_MAX = 30

export const Marks = memo(function Marks({ width, endUs, limitUs }: TimelineProps) {
  const { i18n } = useTranslation()
  const tell = useTell()
  const name = useMarkName()
  const { player } = useSession()
  const marks = useRun((run) => run.timeline?.marks ?? NO_MARKS)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the language
  const placed = useMemo(() => {
    const scale = linearScale([0, endUs], [TIMELINE.padLeft, width - TIMELINE.padRight])
    const texts = marks
      .filter((mark) => mark.timeUs <= limitUs)
      .map((mark) => ({ mark, x: scale(mark.timeUs), width: textWidth(name(mark)) + 4 }))
    return placeMarks(texts, width)
  }, [marks, width, endUs, limitUs, i18n.language])
  const event = useRun((run) => eventOfLastMark(run.timeline?.marks ?? NO_MARKS, run.event))
  const goTo = useCallback((to: number) => player.seek({ by: 'event', event: to }), [player])
  return (
    <g className="marks">
      {placed.map((place) => {
        const { mark } = place
        const words = `${tell(mark.sentence)} · ${secondsText(mark.timeUs)}`
        return (
          <Mark
            key={`${mark.event}/${mark.kind}`}
            place={place}
            name={name(mark)}
            words={words}
            ahead={mark.event > event}
            onPick={goTo}
          />
        )
      })}
    </g>
  )
})

/** Changes only when the cursor passes a mark, and so do the marks' looks. */
function eventOfLastMark(marks: readonly MarkRow[], event: number): number {
  let found = -1
  for (const mark of marks) if (mark.event <= event) found = mark.event
  return found
}

interface MarkProps {
  readonly place: PlacedMark
  readonly name: string
  readonly words: string
  readonly ahead: boolean
  readonly onPick: (event: number) => void
}

const Mark = memo(function Mark({ place, name, words, ahead, onPick }: MarkProps) {
  const { t } = useTranslation()
  const { mark, x, line, label } = place
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group inside an SVG cannot be a button element
    <g
      className={`mark ${mark.kind}${ahead ? ' coming' : ''}`}
      role="button"
      tabIndex={-1}
      aria-label={t('timeline.mark', { words })}
      data-testid={`mark-${mark.kind}`}
      onClick={() => onPick(mark.event)}
      onKeyDown={(event) => event.key === 'Enter' && onPick(mark.event)}
    >
      <title>{words}</title>
      <line x1={x} x2={x} y1={TIMELINE.ribbon.y} y2={TIMELINE.axis} />
      {line !== null && (
        <g transform={`translate(${x.toFixed(1)} ${(TIMELINE.lines[line] ?? 29) - 4})`}>
          <rect className="mark-hit" x={-8} y={-9} width={16} height={18} />
          <MarkGlyph kind={mark.kind} />
        </g>
      )}
      {label !== null && (
        <text x={label.x} y={TIMELINE.lines[label.line] ?? 13} textAnchor={label.anchor}>
          {name}
        </text>
      )}
    </g>
  )
})

/** A mark in three or four words; where none are kept for its fact, the beginning of its sentence. */
function useMarkName(): (mark: MarkRow) => string {
  const { t } = useTranslation()
  const tell = useTell()
  return ({ sentence }) => {
    const name = t(sentence.key.replace(/^fact\./, 'mark.').replace(/^allowed\./, 'loss.'), {
      ...sentence.args,
      defaultValue: '',
    })
    return name === '' ? beginning(tell(sentence)) : name
  }
}

function beginning(sentence: string): string {
  const words = sentence.split(/[:.](?:\s|$)/)[0] ?? sentence
  return words.length <= WORDS_MAX ? words : `${words.slice(0, WORDS_MAX - 1)}…`
}
