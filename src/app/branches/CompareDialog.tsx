// Two branches side by side, aligned by cause: where they part, what happened in one only or at another time, and what is different in the end.

import { X } from 'lucide-react'
import * as Dialog from 'radix-ui/dialog'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventRow } from '../../view/rows.ts'
import type { CompareAnswer, CompareEvent } from '../../worker/run-tools.ts'
import { countText, secondsText, spanText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { select } from '../state/selection.ts'
import { change } from '../state/settings.ts'
import { branchName } from '../text/branch-name.ts'
import { useTell } from '../text/use-tell.ts'
import './branches.css'
import { useComparison } from './comparison.ts'

export function CompareDialog() {
  const { t } = useTranslation()
  const { host } = useSession()
  const { a, b } = useComparison()
  const branches = useRun((run) => run.info?.branches ?? [])
  const [answer, setAnswer] = useState<CompareAnswer | null>(null)
  useEffect(() => {
    let wanted = true
    setAnswer(null)
    host
      .compare(a, b)
      .then((found) => wanted && setAnswer(found))
      .catch((error: unknown) => wanted && useRun.setState({ failure: String(error) }))
    return () => {
      wanted = false
    }
  }, [host, a, b])
  return (
    <Dialog.Root open onOpenChange={(open) => !open && change({ dialog: 'none' })}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog compare" data-testid="compare">
          <Dialog.Title className="dialog-title">{t('compare.title')}</Dialog.Title>
          <Dialog.Description className="dialog-text">{t('compare.text')}</Dialog.Description>
          <div className="compare-sides">
            {(['a', 'b'] as const).map((side) => (
              <label key={side} className={`compare-side ${side}`}>
                <b>{t(`compare.${side}`)}</b>
                <select
                  className="sheet-select"
                  value={side === 'a' ? a : b}
                  data-testid={`compare-${side}`}
                  onChange={(event) => useComparison.setState({ [side]: Number(event.target.value) })}
                >
                  {branches.map((branch) => (
                    <option key={branch.id} value={branch.id}>
                      {branchName(t, branch)}
                    </option>
                  ))}
                </select>
              </label>
            ))}
          </div>
          {answer === null ? <p className="hint">{t('compare.wait')}</p> : <Answer answer={answer} />}
          <Dialog.Close className="icon-button dialog-close" aria-label={t('dialog.close')}>
            <X size={17} aria-hidden="true" />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Answer({ answer }: { readonly answer: CompareAnswer }) {
  const { t } = useTranslation()
  const { divergence, counts, untilUs } = answer
  if (divergence === null)
    return (
      <p className="compare-same" data-testid="compare-same">
        {t('compare.same', { time: secondsText(untilUs) })}
      </p>
    )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="compare-body" tabIndex={0} aria-label={t('compare.found')}>
      <Part title={t('compare.divergence')} name="divergence">
        {divergence.a !== null && <Event side="a" branch={answer.a} row={divergence.a} />}
        {divergence.b !== null && <Event side="b" branch={answer.b} row={divergence.b} />}
      </Part>
      <p className="compare-counts" data-testid="compare-counts">
        {t('compare.counts', {
          same: countText(counts.same),
          moved: countText(counts.moved),
          onlyA: countText(counts.onlyA),
          onlyB: countText(counts.onlyB),
        })}
      </p>
      <Events answer={answer} />
      <Records answer={answer} />
      <State answer={answer} />
      <Metrics answer={answer} />
    </section>
  )
}

interface PartProps {
  readonly title: string
  readonly name: string
  readonly children: ReactNode
}

function Part({ title, name, children }: PartProps) {
  return (
    <section className="compare-part" data-testid={`compare-${name}`}>
      <h3 className="eyebrow">{title}</h3>
      {children}
    </section>
  )
}

interface EventProps {
  readonly side: 'a' | 'b'
  readonly branch: number
  readonly row: EventRow
  readonly note?: string
}

/** A click shows the event in its branch. */
function Event({ side, branch, row, note }: EventProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const { player } = useSession()
  return (
    <button
      type="button"
      className={`compare-event ${side}`}
      onClick={() => {
        player.pause()
        player.switchBranch(branch)
        player.seek({ by: 'event', event: row.index })
        change({ dialog: 'none' })
      }}
    >
      <b>{t(`compare.${side}`)}</b>
      <span className="compare-when">{secondsText(row.timeUs)}</span>
      <span>
        {tell(row.sentence)}
        {note !== undefined && <i> · {note}</i>}
      </span>
    </button>
  )
}

const EVENTS_MAX = 40

function Events({ answer }: { readonly answer: CompareAnswer }) {
  const { t } = useTranslation()
  if (answer.events.length === 0) return null
  return (
    <Part title={t('compare.events')} name="events">
      {answer.events.slice(0, EVENTS_MAX).map((event) => (
        <Different key={nameOf(event)} answer={answer} event={event} />
      ))}
    </Part>
  )
}

function nameOf(event: CompareEvent): string {
  return event.kind === 'onlyB' ? `b${event.b.index}` : `a${event.a.index}`
}

function Different({ answer, event }: { readonly answer: CompareAnswer; readonly event: CompareEvent }) {
  const { t } = useTranslation()
  switch (event.kind) {
    case 'onlyA':
      return <Event side="a" branch={answer.a} row={event.a} note={t('compare.only')} />
    case 'onlyB':
      return <Event side="b" branch={answer.b} row={event.b} note={t('compare.only')} />
    case 'moved': {
      const span = spanText(Math.abs(event.laterUs))
      const note = t(event.laterUs > 0 ? 'compare.later' : 'compare.earlier', { span })
      return <Event side="a" branch={answer.a} row={event.a} note={note} />
    }
  }
}

function Records({ answer }: { readonly answer: CompareAnswer }) {
  const { t } = useTranslation()
  if (answer.records.length === 0) return null
  return (
    <Part title={t('compare.records')} name="records">
      <Table>
        {answer.records.map((row) => (
          <tr key={`${row.a}/${row.b}`}>
            <th scope="row">{countText(row.records)}</th>
            <td>{t(`fate.${row.a}`, { defaultValue: t('compare.none') })}</td>
            <td>{t(`fate.${row.b}`, { defaultValue: t('compare.none') })}</td>
            <td>
              {row.examples.slice(0, 3).map((address) => (
                <button
                  key={address}
                  type="button"
                  className="address-link mono"
                  onClick={() => {
                    select(address)
                    change({ dialog: 'none' })
                  }}
                >
                  {address.slice('record:'.length)}
                </button>
              ))}
            </td>
          </tr>
        ))}
      </Table>
    </Part>
  )
}

const STATE_MAX = 120

function State({ answer }: { readonly answer: CompareAnswer }) {
  const { t } = useTranslation()
  if (answer.state.length === 0) return null
  return (
    <Part title={t('compare.state', { count: answer.state.length })} name="state">
      <Table>
        {answer.state.slice(0, STATE_MAX).map((row) => (
          <tr key={`${row.address}/${row.field}`}>
            <th scope="row">
              {row.address} {row.field}
            </th>
            <td>{row.a ?? t('compare.none')}</td>
            <td>{row.b ?? t('compare.none')}</td>
          </tr>
        ))}
      </Table>
    </Part>
  )
}

function Metrics({ answer }: { readonly answer: CompareAnswer }) {
  const { t } = useTranslation()
  if (answer.metrics.length === 0) return null
  return (
    <Part title={t('compare.metrics')} name="metrics">
      <Table>
        {answer.metrics.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            <td>{countText(row.a)}</td>
            <td>{countText(row.b)}</td>
          </tr>
        ))}
      </Table>
    </Part>
  )
}

function Table({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <table className="compare-table">
      <thead>
        <tr>
          <td />
          <th scope="col">{t('compare.a')}</th>
          <th scope="col">{t('compare.b')}</th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
