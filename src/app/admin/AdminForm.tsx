// One admin input in the palette: its fields asked one after another, each with suggestions, or typed.

import { Command } from 'cmdk'
import { useTranslation } from 'react-i18next'
import type { AdminForms, InputForm } from '../../view/admin-rows.ts'
import { useSettings } from '../state/settings.ts'
import type { Args, Said, Step, Value } from './form-steps.ts'
import { argsOf, readTyped } from './form-steps.ts'
import type { Suggestion } from './suggestions.ts'
import { suggestionsFor } from './suggestions.ts'

interface Props {
  readonly forms: AdminForms
  readonly form: InputForm
  readonly said: readonly Said[]
  readonly step: Exclude<Step, { kind: 'done' }>
  readonly typed: string
  readonly say: (said: Said) => void
  readonly type: (text: string) => void
}

export function AdminForm({ forms, form, said, step, typed, say, type }: Props) {
  const { t } = useTranslation()
  const heading = [t(`input.${form.id}`), ...Object.entries(argsOf(said)).map(argWords)].join(' · ')
  return (
    <Command.Group heading={heading}>
      {step.kind === 'group' ? (
        step.fields.map(({ name }) => (
          <Command.Item
            key={name}
            value={`${t(`admin.field.${name}`)} ${name}`}
            onSelect={() => say({ group: step.group, chosen: name })}
          >
            {t(`admin.field.${name}`)}
          </Command.Item>
        ))
      ) : (
        <FieldItems forms={forms} args={argsOf(said)} step={step} typed={typed} say={say} type={type} />
      )}
    </Command.Group>
  )
}

function argWords([name, value]: readonly [string, Value]): string {
  return `${name}=${value}`
}

function FieldItems({
  forms,
  args,
  step,
  typed,
  say,
  type,
}: Pick<Props, 'forms' | 'typed' | 'say' | 'type'> & {
  readonly args: Args
  readonly step: Extract<Step, { kind: 'field' }>
}) {
  const { t } = useTranslation()
  const language = useSettings((settings) => settings.language)
  const { field } = step
  const suggestions = suggestionsFor(forms, field, args, typed, language)
  const taken = readTyped(field, typed)
  const isSuggested = suggestions.some(({ value, begins }) => !begins && String(value) === typed.trim())
  const give = (value: Value | null) => say({ field: field.name, value })
  return (
    <>
      {taken !== null && !isSuggested && (
        <Command.Item value={`=${typed}`} forceMount data-testid="admin-typed" onSelect={() => give(taken)}>
          <span>{t('admin.take', { text: typed.trim() })}</span>
        </Command.Item>
      )}
      {suggestions.map((suggestion) => (
        <Command.Item
          key={suggestion.label}
          value={`${String(suggestion.value)} ${suggestion.label}`}
          onSelect={() => (suggestion.begins ? type(String(suggestion.value)) : give(suggestion.value))}
        >
          <span>{suggestion.label}</span>
          <Note note={suggestion.note} />
        </Command.Item>
      ))}
      {field.optional === true && (
        <Command.Item
          value={`${t('admin.leaveOut')} -`}
          forceMount={typed === ''}
          onSelect={() => give(null)}
        >
          <span className="hint">{t('admin.leaveOut')}</span>
        </Command.Item>
      )}
    </>
  )
}

function Note({ note }: { readonly note: Suggestion['note'] }) {
  const { t } = useTranslation()
  if (note === null) return null
  return <span className="palette-note">{typeof note === 'string' ? note : t(note.key, note.args)}</span>
}
