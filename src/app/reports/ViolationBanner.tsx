// A promise that is broken, over the stage: which, for which records, how it came; and, apart from it, what a setting allowed to be lost.

import { TriangleAlert, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { configLink } from '../../tell/decided.ts'
import type { OpenSource } from '../../worker/protocol.ts'
import type { AllowedBy, ViolationRow } from '../../worker/run-answers.ts'
import { VIOLATIONS_TOLD_MAX } from '../../worker/run-answers.ts'
import { countText, secondsText } from '../format/time.ts'
import { WhyChain } from '../panels/WhyChain.tsx'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { select } from '../state/selection.ts'
import { change } from '../state/settings.ts'
import { useLatest } from '../state/use-latest.ts'
import { useTell } from '../text/use-tell.ts'

/** Put away by the reader; another violation comes up again, and so does any in another run. */
const useClosed = create<{ readonly source: OpenSource | null; readonly names: readonly string[] }>(() => ({
  source: null,
  names: [],
}))

const NO_NAMES: readonly string[] = []

function useClosedNames(): readonly string[] {
  const { source, names } = useClosed()
  return useRun((run) => run.source === source) ? names : NO_NAMES
}

function putAway(rows: readonly ViolationRow[]): void {
  const { source } = useRun.getState()
  useClosed.setState((closed) => ({
    source,
    names: [...(closed.source === source ? closed.names : []), ...rows.map(nameOf)],
  }))
}

export function ViolationBanner() {
  const { host } = useSession()
  const event = useRun((run) => run.event)
  const wanted = useRun((run) => {
    if (run.playing || run.event < 0) return false
    const found = run.timeline?.marks.some(
      (mark) => mark.event <= run.event && mark.sentence.key.startsWith('finding.'),
    )
    return found === true || (run.cluster?.ledger.lost ?? 0) > 0
  })
  // On the way to a moment that is not computed yet the event changes with each frame.
  const computing = useRun((run) => run.computing)
  const closed = useClosedNames()
  const { answer } = useLatest(wanted && !computing ? String(event) : null, (branch) =>
    host.violations(branch, event),
  )
  if (!wanted || answer === null) return null
  const broken = answer.filter((row) => row.allowedBy === null && !closed.includes(nameOf(row)))
  const allowed = answer.filter((row) => row.allowedBy !== null && !closed.includes(nameOf(row)))
  const cut = answer.length >= VIOLATIONS_TOLD_MAX
  return (
    <>
      {broken[0] !== undefined && <Banner rows={broken} first={broken[0]} cut={cut} />}
      {allowed[0] !== undefined && <Banner rows={allowed} first={allowed[0]} cut={cut} />}
    </>
  )
}

function nameOf(row: ViolationRow): string {
  return `${row.invariant}/${row.allowedBy?.assumption ?? ''}`
}

interface BannerProps {
  readonly rows: readonly ViolationRow[]
  readonly first: ViolationRow
  /** There may be more than are told. */
  readonly cut: boolean
}

function Banner({ rows, first, cut }: BannerProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const [open, setOpen] = useState(false)
  const { allowedBy } = first
  const records = rows.reduce((sum, row) => sum + row.recordCount, 0)
  return (
    <section
      className={allowedBy === null ? 'banner wrong' : 'banner allowed'}
      role="alert"
      aria-label={t(allowedBy === null ? 'violation.name' : 'violation.allowed')}
      data-testid={allowedBy === null ? 'violation' : 'allowed-loss'}
    >
      <TriangleAlert size={18} aria-hidden="true" />
      <div className="banner-words">
        <p>
          <b>{t(allowedBy === null ? 'violation.name' : 'violation.allowed')}</b> {tell(first.promise)}
        </p>
        <p className="banner-note">
          {first.about.slice(first.about.indexOf(':') + 1)} · {tell(first.detail)} ·{' '}
          {secondsText(first.timeUs)}
          {rows.length > 1 &&
            ` · ${t(cut ? 'violation.moreAtLeast' : 'violation.more', { count: rows.length - 1 })}`}
          {records > 0 &&
            ` · ${t(cut ? 'violation.recordsAtLeast' : 'violation.records', { text: countText(records) })}`}
        </p>
        {allowedBy !== null && <Allowed by={allowedBy} />}
        {allowedBy !== null && allowedBy.stops.length > 0 && <Stops stops={allowedBy.stops} />}
        <Buttons row={first} open={open} onToggle={() => setOpen(!open)} />
        {open && (
          <div className="banner-chain">
            <Records names={rows.flatMap((row) => row.records)} />
            <WhyChain rows={first.chain} />
          </div>
        )}
      </div>
      <button
        type="button"
        className="icon-button"
        aria-label={t('violation.close')}
        onClick={() => putAway(rows)}
      >
        <X size={16} aria-hidden="true" />
      </button>
    </section>
  )
}

/** The setting that allowed it, with its place in Kafka's documentation. */
function Allowed({ by }: { readonly by: AllowedBy }) {
  const { t } = useTranslation()
  const { config, value, assumption, event } = by
  const { player } = useSession()
  const scope = config === 'acks' || config === 'enable.idempotence' ? 'producer' : 'topic'
  return (
    <p className="banner-note" data-testid="allowed-by">
      {t('violation.assumed')} {t(`assumption.${assumption}`)}.{' '}
      {config !== '' && (
        <>
          {t('violation.setting')}{' '}
          <a href={configLink({ scope, name: config })} target="_blank" rel="noreferrer">
            <code>
              {config}
              {value !== '' && `=${value}`}
            </code>
          </a>
        </>
      )}
      {event > 0 && (
        <>
          {' '}
          <button
            type="button"
            className="address-link"
            onClick={() => {
              player.pause()
              player.seek({ by: 'event', event })
            }}
          >
            {t('violation.used')}
          </button>
        </>
      )}
    </p>
  )
}

/** Lost beyond the promise: the stops that used up its budget. */
function Stops({ stops }: { readonly stops: AllowedBy['stops'] }) {
  const { t } = useTranslation()
  const { player } = useSession()
  return (
    <p className="banner-note" data-testid="beyond-promise">
      {t('violation.beyond')}
      {stops.map(({ node, how, event, timeUs }) => (
        <span key={`${node}/${event}`}>
          {' '}
          <button
            type="button"
            className="address-link"
            onClick={() => {
              player.pause()
              player.seek({ by: 'event', event })
            }}
          >
            {t(`violation.stop.${how}`, { node, time: secondsText(timeUs) })}
          </button>
        </span>
      ))}
    </p>
  )
}

interface ButtonsProps {
  readonly row: ViolationRow
  readonly open: boolean
  readonly onToggle: () => void
}

function Buttons({ row, open, onToggle }: ButtonsProps) {
  const { t } = useTranslation()
  const { player } = useSession()
  const goTo = (event: number) => {
    player.pause()
    player.seek({ by: 'event', event })
  }
  return (
    <div className="banner-buttons">
      <button
        type="button"
        className="button small"
        data-testid="violation-healthy"
        onClick={() => goTo(row.lastHealthyEvent)}
      >
        {t('violation.healthy')}
      </button>
      <button
        type="button"
        className="button small"
        data-testid="violation-there"
        onClick={() => goTo(row.event)}
      >
        {t('violation.there')}
      </button>
      <button
        type="button"
        className="button small"
        aria-expanded={open}
        data-testid="violation-how"
        onClick={onToggle}
      >
        {t('violation.how')}
      </button>
      <button
        type="button"
        className="button small"
        data-testid="violation-report"
        onClick={() => change({ dialog: 'share' })}
      >
        {t('violation.report')}
      </button>
    </div>
  )
}

const RECORDS_MAX = 12

function Records({ names }: { readonly names: readonly string[] }) {
  const shown = names.slice(0, RECORDS_MAX)
  if (shown.length === 0) return null
  return (
    <p className="banner-records">
      {shown.map((name) => (
        <button key={name} type="button" className="address-link mono" onClick={() => select(name)}>
          {name.slice('record:'.length)}
        </button>
      ))}
      {names.length > shown.length && ' …'}
    </p>
  )
}
