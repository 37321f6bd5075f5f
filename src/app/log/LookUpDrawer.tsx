// How a log finds a record: the segment, a binary search in its sparse index, then batch after batch from the position that the index gives. Step by step.

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LookUpAsk, LookUpRows } from '../../view/log-bytes.ts'
import type { LogReplicaRow, LogWindowRow } from '../../view/log-rows.ts'
import { clockText, countText } from '../format/time.ts'
import { lookAt } from '../state/log-view.ts'
import { segmentName } from './segment-name.ts'
import { useAnswer } from './use-answer.ts'
import { centred } from './zoom.ts'

interface LookUpDrawerProps {
  readonly window: LogWindowRow | undefined
  readonly replicas: readonly LogReplicaRow[]
}

export function LookUpDrawer({ window, replicas }: LookUpDrawerProps) {
  const { t } = useTranslation()
  const [by, setBy] = useState<LookUpAsk['by']>('offset')
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<number | null>(null)
  const [ask, setAsk] = useState<LookUpAsk | null>(null)
  const node = chosen ?? replicas.find((replica) => replica.leads)?.node ?? replicas[0]?.node ?? -1
  const isStale = ask !== null && ask.partition !== window?.name
  const answer = useAnswer(isStale ? null : ask, (host, branch, event, asked) =>
    host.lookUp(branch, event, asked),
  )
  const start = () => {
    const value = valueIn(by, text)
    if (window === undefined || value === null) return
    setAsk({ partition: window.name, node, by, value })
  }
  return (
    <>
      <h2 className="sheet-title">{t('log.drawer.lookup')}</h2>
      <form
        className="log-drawer-bar"
        onSubmit={(event) => {
          event.preventDefault()
          start()
        }}
      >
        <select
          className="sheet-select"
          aria-label={t('log.lookup.by')}
          value={by}
          data-testid="lookup-by"
          onChange={(event) => setBy(event.target.value as LookUpAsk['by'])}
        >
          <option value="offset">{t('log.lookup.offset')}</option>
          <option value="time">{t('log.lookup.time')}</option>
        </select>
        <input
          className="sheet-input log-goto"
          inputMode="decimal"
          aria-label={t(`log.lookup.${by}`)}
          placeholder={by === 'offset' ? '112' : '12.5'}
          value={text}
          data-testid="lookup-value"
          onChange={(event) => setText(event.target.value)}
        />
        <select
          className="sheet-select"
          aria-label={t('log.files.broker')}
          value={node}
          onChange={(event) => setChosen(Number(event.target.value))}
        >
          {replicas.map((replica) => (
            <option key={replica.node} value={replica.node}>
              {t('broker.name', { id: replica.node })}
            </option>
          ))}
        </select>
        <button type="submit" className="tool words" data-testid="lookup-find">
          {t('log.lookup.find')}
        </button>
      </form>
      {answer === null ? (
        <p className="log-note">{t('log.lookup.hint')}</p>
      ) : (
        <Walk key={JSON.stringify(answer.ask)} rows={answer} window={window} />
      )}
    </>
  )
}

/** Virtual seconds to microseconds, an offset as it is; null for what is no number. */
function valueIn(by: LookUpAsk['by'], text: string): number | null {
  const value = Number(text.trim().replace(',', '.'))
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) return null
  return by === 'offset' ? Math.floor(value) : Math.round(value * 1_000_000)
}

function Walk({ rows, window }: { readonly rows: LookUpRows; readonly window: LogWindowRow | undefined }) {
  const { t } = useTranslation()
  const words = useStepWords(rows)
  const [count, setCount] = useState(1)
  const shown = Math.min(count, rows.steps.length)
  const last = rows.steps.at(-1)
  const done = shown === rows.steps.length
  return (
    <>
      <div className="log-drawer-bar">
        <button
          type="button"
          className="tool words"
          disabled={shown <= 1}
          data-testid="lookup-back"
          onClick={() => setCount(shown - 1)}
        >
          {t('log.lookup.back')}
        </button>
        <button
          type="button"
          className="tool words"
          disabled={done}
          data-testid="lookup-next"
          onClick={() => setCount(shown + 1)}
        >
          {t('log.lookup.next')}
        </button>
        <button
          type="button"
          className="tool words"
          disabled={done}
          onClick={() => setCount(rows.steps.length)}
        >
          {t('log.lookup.all')}
        </button>
        <span className="sheet-count">{t('log.lookup.step', { step: shown, count: rows.steps.length })}</span>
      </div>
      <ol className="log-steps" data-testid="lookup-steps">
        {rows.steps.slice(0, shown).map((step, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step has its place
          <li key={place} className={`log-step ${step.kind}`} data-kind={step.kind}>
            {words(place)}
          </li>
        ))}
      </ol>
      {done && last?.kind === 'record' && window !== undefined && (
        <button
          type="button"
          className="button"
          data-testid="lookup-open"
          onClick={() =>
            lookAt({
              ...centred(window, last.offset),
              opened: { node: rows.ask.node, offset: last.offset },
              drawer: 'record',
            })
          }
        >
          {t('log.lookup.open', { offset: countText(last.offset) })}
        </button>
      )}
    </>
  )
}

function useStepWords({ steps }: LookUpRows): (place: number) => string {
  const { t } = useTranslation()
  let base = 0
  const bases = steps.map((step) => {
    if (step.kind === 'segment') base = step.baseOffset
    return base
  })
  return (place) => {
    const step = steps[place]
    if (step === undefined) return ''
    const segment = bases[place] ?? 0
    switch (step.kind) {
      case 'segment':
        return step.passed.length === 0
          ? t('log.step.segment', { file: segmentName(step.baseOffset, 'log') })
          : t('log.step.segment.passed', {
              file: segmentName(step.baseOffset, 'log'),
              count: step.passed.length,
            })
      case 'probe':
        return t(step.isAbove ? 'log.step.probe.above' : 'log.step.probe.below', {
          file: segmentName(segment, step.index === 'offset' ? 'index' : 'timeindex'),
          slot: step.slot,
          low: step.low,
          high: step.high,
          key: keyText(step.index, step.key),
        })
      case 'entry':
        if (step.index === 'time')
          return step.slot < 0
            ? t('log.step.entry.time.none', { offset: countText(step.value) })
            : t('log.step.entry.time', {
                slot: step.slot,
                key: keyText('time', step.key),
                offset: countText(step.value),
              })
        return step.slot < 0
          ? t('log.step.entry.none')
          : t('log.step.entry', {
              slot: step.slot,
              key: countText(step.key),
              position: countText(step.value),
            })
      case 'scan':
        return t(step.isHit ? 'log.step.scan.hit' : 'log.step.scan', {
          position: countText(step.position),
          base: countText(step.baseOffset),
          last: countText(step.lastOffset),
          time: keyText('time', step.maxTimestampMs),
        })
      case 'record':
        return t('log.step.record', {
          offset: countText(step.offset),
          time: keyText('time', step.timestampMs),
        })
      case 'nothing':
        return t(`log.step.nothing.${step.why}`)
    }
  }
}

function keyText(index: 'offset' | 'time', key: number): string {
  return index === 'offset' ? countText(key) : clockText(key * 1_000).clock
}
