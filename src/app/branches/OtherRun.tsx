// Another run to hold against the one on the stage: the same with another seed, other rules or configs; another scenario; or a file.

import { CARDS } from 'virtual:scenario-cards'
import { FileUp } from 'lucide-react'
import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { RELEASES } from '../../kafka/rules/releases.ts'
import { nextSeed } from '../../scenario/next-seed.ts'
import type { Change } from '../../scenario/same-but.ts'
import type { SameBut } from '../../worker/compare-tools.ts'
import type { OpenError, OpenSource } from '../../worker/protocol.ts'
import { byModule, moduleKey } from '../library/modules.ts'
import { sourceOfFile } from '../reports/file-kind.ts'
import { currentBranch, useRun } from '../state/run-state.ts'
import { useSettings } from '../state/settings.ts'
import { useTell } from '../text/use-tell.ts'
import type { Other } from './use-other-run.ts'

const TEXT_MAX = 200

export function OtherRun({ other }: { readonly other: Other }) {
  const { t } = useTranslation()
  const info = useRun((run) => run.info)
  const { open, wrong, isOpening } = other
  if (info === null) return null
  const again = (change: Change) => void open(sameBut(change))
  return (
    <fieldset className="other-run" disabled={isOpening} data-testid="other-run">
      <legend className="eyebrow">{t('compare.with')}</legend>
      <Choice label={t('compare.otherSeed')}>
        <button
          type="button"
          className="button small"
          data-testid="compare-next-seed"
          onClick={() => again({ seed: nextSeed(info.seed) })}
        >
          {t('compare.nextSeed', { seed: nextSeed(info.seed) })}
        </button>
        <Typed name="seed" label={t('compare.otherSeed')} hint="7" onText={(seed) => again({ seed })} />
      </Choice>
      <Choice label={t('compare.otherRules')}>
        <select
          className="sheet-select"
          value={info.rules}
          aria-label={t('compare.otherRules')}
          data-testid="compare-rules"
          onChange={(event) => again({ rules: event.target.value })}
        >
          {RELEASES.map((release) => (
            <option key={release}>{release}</option>
          ))}
        </select>
      </Choice>
      <Choice label={t('compare.otherConfig')}>
        <Typed
          name="config"
          label={t('compare.otherConfig')}
          hint="min.insync.replicas=1"
          onText={(text) => again({ config: text.split(/\s+/) })}
        />
      </Choice>
      <Choice label={t('compare.otherScenario')}>
        <Scenarios onChoose={(id) => void open({ kind: 'shipped', id })} />
        <Picker onFile={async (file) => open(await sourceOfFile(file))} />
      </Choice>
      {wrong !== null && <Wrong error={wrong} isOurs={wrong.file === `${info.scenarioId}.yaml`} />}
    </fieldset>
  )
}

/** The scenario itself under another seed has an address of its own; anything else is written out. */
function sameBut(change: Change): OpenSource | SameBut {
  const run = useRun.getState()
  const { source } = run
  const isAsGiven = currentBranch(run)?.inputs.every(({ origin }) => origin === 'scenario') === true
  const isOnlySeed = change.rules === undefined && change.config === undefined
  if (source?.kind === 'shipped' && isAsGiven && isOnlySeed && change.seed !== undefined)
    return { kind: 'shipped', id: source.id, seed: change.seed }
  return { kind: 'same', branch: run.branch, ...change }
}

function Choice({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="other-choice">
      <span>{label}</span>
      {children}
    </div>
  )
}

interface TypedProps {
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly onText: (text: string) => void
}

function Typed({ name, label, hint, onText }: TypedProps) {
  const { t } = useTranslation()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = String(new FormData(event.currentTarget).get(name) ?? '').trim()
    if (text !== '') onText(text)
  }
  return (
    <form className="other-typed" onSubmit={submit}>
      <input
        className="sheet-input"
        name={name}
        aria-label={label}
        placeholder={hint}
        maxLength={TEXT_MAX}
        autoComplete="off"
        spellCheck={false}
        data-testid={`compare-${name}`}
      />
      <button type="submit" className="button small" data-testid={`compare-${name}-go`}>
        {t('compare.go')}
      </button>
    </form>
  )
}

function Scenarios({ onChoose }: { readonly onChoose: (id: string) => void }) {
  const { t } = useTranslation()
  const language = useSettings((settings) => settings.language)
  return (
    <select
      className="sheet-select"
      value=""
      aria-label={t('compare.otherScenario')}
      data-testid="compare-scenario"
      onChange={(event) => event.target.value !== '' && onChoose(event.target.value)}
    >
      <option value="">{t('compare.pick')}</option>
      {byModule(CARDS).map(({ id, cards }) => (
        <optgroup key={id} label={t(moduleKey(id), id)}>
          {cards.map((card) => (
            <option key={card.id} value={card.id}>
              {card.title[language]}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  )
}

function Picker({ onFile }: { readonly onFile: (file: File) => void }) {
  const { t } = useTranslation()
  return (
    <label className="button small other-file">
      <FileUp size={15} aria-hidden="true" /> {t('compare.file')}
      <input
        type="file"
        className="visually-hidden"
        accept=".yaml,.yml,.json"
        data-testid="compare-file"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          event.currentTarget.value = ''
          if (file !== undefined) onFile(file)
        }}
      />
    </label>
  )
}

/** The place is told of a file that somebody has: what was changed here stands in none. */
function Wrong({ error, isOurs }: { readonly error: OpenError; readonly isOurs: boolean }) {
  const { t } = useTranslation()
  const tell = useTell()
  const { file, line, column, wrong, meant } = error
  return (
    <p className="other-wrong" role="alert" data-testid="compare-wrong">
      {!isOurs && <b>{t('trouble.file', { file, line, column })} </b>}
      {tell(wrong)}
      {meant !== null && ` ${t('trouble.meant', { meant: tell(meant) })}`}
    </p>
  )
}
