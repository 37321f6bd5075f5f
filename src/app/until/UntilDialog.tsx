// Run until something happens, forwards or backwards: what, with which arguments, and how the search stands.

import { ArrowLeft, ArrowRight } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UntilCondition } from '../../run/until-conditions.ts'
import { UNTIL_CONDITIONS, untilCondition } from '../../run/until-conditions.ts'
import { DialogFrame } from '../dialogs/DialogFrame.tsx'
import { secondsText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useTell } from '../text/use-tell.ts'
import type { Looking, Search } from './search.ts'
import { createSearch, NOT_LOOKING } from './search.ts'
import { UntilField } from './UntilField.tsx'
import { argsOf, useUntil } from './until-state.ts'
import './until.css'

export function UntilDialog() {
  const { t } = useTranslation()
  const { until, texts } = useUntil()
  const [looking, search] = useSearch()
  const condition = untilCondition(until) ?? (UNTIL_CONDITIONS[0] as UntilCondition)
  const args = argsOf(condition, texts)
  return (
    <DialogFrame name="until" title={t('runUntil.title')} text={t('runUntil.text')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (args !== null) void search.begin(1, { until: condition.id, args })
        }}
      >
        <label className="until-field">
          <span>{t('runUntil.what')}</span>
          <select
            className="sheet-select"
            value={condition.id}
            data-testid="until-what"
            onChange={(event) => useUntil.setState({ until: event.target.value })}
          >
            {UNTIL_CONDITIONS.map(({ id }) => (
              <option key={id} value={id}>
                {t(`until.${id}`)}
              </option>
            ))}
          </select>
        </label>
        {condition.fields.map((field) => (
          <UntilField key={`${condition.id}/${field.name}`} field={field} />
        ))}
        <div className="until-buttons">
          <button
            type="button"
            className="button"
            disabled={args === null}
            data-testid="until-back"
            onClick={() => args !== null && void search.begin(-1, { until: condition.id, args })}
          >
            <ArrowLeft size={15} aria-hidden="true" /> {t('runUntil.back')}
          </button>
          <button type="submit" className="button primary" disabled={args === null} data-testid="until-on">
            {t('runUntil.on')} <ArrowRight size={15} aria-hidden="true" />
          </button>
        </div>
      </form>
      <Found looking={looking} onStop={search.stop} />
    </DialogFrame>
  )
}

/** The dialog stays, so that one can look for the next. */
function useSearch(): readonly [Looking, Search] {
  const session = useSession()
  const [looking, setLooking] = useState(NOT_LOOKING)
  const search = useMemo(() => createSearch(session, setLooking), [session])
  useEffect(() => search.stop, [search])
  return [looking, search]
}

interface FoundProps {
  readonly looking: Looking
  readonly onStop: () => void
}

function Found({ looking, onStop }: FoundProps) {
  const { t } = useTranslation()
  const tell = useTell()
  const { answer } = looking
  if (looking.searching)
    return (
      <p className="until-found" role="status">
        {t('runUntil.searching')}{' '}
        <button type="button" className="button small" data-testid="until-stop" onClick={onStop}>
          {t('runUntil.cancel')}
        </button>
      </p>
    )
  if (answer === null || answer.kind === 'superseded') return null
  return (
    <p
      className={`until-found ${answer.kind}`}
      role="status"
      data-testid="until-found"
      data-kind={answer.kind}
    >
      {answer.kind === 'found' &&
        `${secondsText(answer.timeUs)} · ${t('spacetime.event', { event: answer.event })}: ${tell(answer.row.sentence)}`}
      {answer.kind === 'none' && t('runUntil.none', { time: secondsText(answer.searchedUs) })}
      {answer.kind === 'refused' && tell(answer.wrong)}
    </p>
  )
}
