// Faults, elections and whatever else is worth a mark, with a few words where there is room.

import { scaleLinear } from 'd3-scale'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MarkRow } from '../../view/rows.ts'
import { secondsText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { useTell } from '../text/use-tell.ts'
import { TIMELINE } from './geometry.ts'
import { MarkGlyph } from './MarkGlyph.tsx'
import { placeMarks, textWidth } from './mark-labels.ts'
import type { TimelineProps } from './Timeline.tsx'

const NO_MARKS: readonly MarkRow[] = []
const WORDS_MAX = 30

export const Marks = memo(function Marks({ width, endUs, limitUs }: TimelineProps) {
  const { t, i18n } = useTranslation()
  const tell = useTell()
  const name = useMarkName()
  const { player } = useSession()
  const marks = useRun((run) => run.timeline?.marks ?? NO_MARKS)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the language
  const placed = useMemo(() => {
    const scale = scaleLinear([0, endUs], [TIMELINE.padLeft, width - TIMELINE.padRight])
    const texts = marks
      .filter((mark) => mark.timeUs <= limitUs)
      .map((mark) => ({ mark, x: scale(mark.timeUs), width: textWidth(name(mark)) + 4 }))
    return placeMarks(texts, width)
  }, [marks, width, endUs, limitUs, i18n.language])
  return (
    <g className="marks">
      {placed.map(({ mark, x, line, label }) => {
        const words = tell(mark.sentence)
        const at = `${words} · ${secondsText(mark.timeUs)}`
        return (
          // biome-ignore lint/a11y/useSemanticElements: a group inside an SVG cannot be a button element
          <g
            key={`${mark.event}/${mark.kind}`}
            className={`mark ${mark.kind}`}
            role="button"
            tabIndex={-1}
            aria-label={t('timeline.mark', { words: at })}
            data-testid={`mark-${mark.kind}`}
            onClick={() => player.seek({ by: 'event', event: mark.event })}
            onKeyDown={(event) => event.key === 'Enter' && player.seek({ by: 'event', event: mark.event })}
          >
            <title>{at}</title>
            <line x1={x} x2={x} y1={TIMELINE.ribbon.y} y2={TIMELINE.axis} />
            {line !== null && (
              <g transform={`translate(${x.toFixed(1)} ${(TIMELINE.lines[line] ?? 29) - 4})`}>
                <rect className="mark-hit" x={-8} y={-9} width={16} height={18} />
                <MarkGlyph kind={mark.kind} />
              </g>
            )}
            {label !== null && (
              <text x={label.x} y={TIMELINE.lines[label.line] ?? 13} textAnchor={label.anchor}>
                {name(mark)}
              </text>
            )}
          </g>
        )
      })}
    </g>
  )
})

/** A mark in three or four words; where none are kept for its fact, the beginning of its sentence. */
function useMarkName(): (mark: MarkRow) => string {
  const { t } = useTranslation()
  const tell = useTell()
  return ({ sentence }) => {
    const name = t(sentence.key.replace(/^fact\./, 'mark.'), { ...sentence.args, defaultValue: '' })
    return name === '' ? beginning(tell(sentence)) : name
  }
}

function beginning(sentence: string): string {
  const words = sentence.split(/[:.](?:\s|$)/)[0] ?? sentence
  return words.length <= WORDS_MAX ? words : `${words.slice(0, WORDS_MAX - 1)}…`
}
