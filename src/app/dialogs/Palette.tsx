// The command palette: every command by name, everything that can be done to a process now, and everything that can be asked of the cluster.

import { Command } from 'cmdk'
import * as Dialog from 'radix-ui/dialog'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AdminForms, InputForm } from '../../view/admin-rows.ts'
import { InputIcon } from '../actions/input-icon.tsx'
import { nodeActions } from '../actions/node-actions.ts'
import { AdminForm } from '../admin/AdminForm.tsx'
import { followAnswer } from '../admin/follow-answer.ts'
import type { Args, Said } from '../admin/form-steps.ts'
import { nextStep } from '../admin/form-steps.ts'
import { commands } from '../commands.ts'
import { keyText } from '../format/keys.ts'
import type { Session } from '../play/session.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { change } from '../state/settings.ts'
import { processWords } from '../text/input-words.ts'

interface Asking {
  readonly form: InputForm
  readonly said: readonly Said[]
}

/** What is asked of the cluster, done to clients, and done to machines and their links. */
const FAMILIES = ['admin', 'client', 'machine'] as const

function groupOf({ family }: InputForm): (typeof FAMILIES)[number] {
  return family === 'admin' || family === 'client' ? family : 'machine'
}

const close = () => change({ dialog: 'none' })

export function Palette() {
  const { t } = useTranslation()
  const session = useSession()
  const forms = useForms(session)
  const [asking, setAsking] = useState<Asking | null>(null)
  const [typed, setTyped] = useState('')

  const say = (said: Said) => {
    if (asking === null) return
    const next = { form: asking.form, said: [...asking.said, said] }
    const step = nextStep(next.form, next.said)
    setTyped('')
    if (step.kind === 'done') finish(next.form.id, step.args)
    else setAsking(next)
  }
  const begin = (form: InputForm) => {
    setTyped('')
    const step = nextStep(form, [])
    if (step.kind === 'done') finish(form.id, step.args)
    else setAsking({ form, said: [] })
  }
  const finish = (input: string, args: Args) => {
    close()
    const isAsked = forms?.forms.find(({ id }) => id === input)?.family === 'admin'
    void (isAsked ? askCluster(session, input, args) : session.act(input, args))
  }
  /** One answer back; from the first one back to all commands. */
  const back = () => {
    if (asking === null) return
    if (asking.said.length === 0) setAsking(null)
    else setAsking({ form: asking.form, said: asking.said.slice(0, -1) })
  }
  const step = asking === null ? null : nextStep(asking.form, asking.said)
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog palette" data-testid="palette" aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">{t('palette.title')}</Dialog.Title>
          <Command key={asking?.said.length ?? -1} label={t('palette.title')} loop>
            <Command.Input
              autoFocus
              className="palette-input"
              data-testid="palette-input"
              placeholder={
                step?.kind === 'field' ? t(`admin.ask.${step.field.name}`) : t('palette.placeholder')
              }
              value={typed}
              onValueChange={setTyped}
              onKeyDown={(event) => {
                if (event.key === 'Backspace' && typed === '') back()
              }}
            />
            <Command.List className="palette-list">
              <Command.Empty className="hint">{t('palette.none')}</Command.Empty>
              {asking !== null && forms !== null && step !== null && step.kind !== 'done' ? (
                <AdminForm {...asking} forms={forms} step={step} typed={typed} say={say} type={setTyped} />
              ) : (
                <Everything forms={forms} begin={begin} />
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** The forms with what there is at the moment shown, once they have come. */
function useForms(session: Session): AdminForms | null {
  const [forms, setForms] = useState<AdminForms | null>(null)
  useEffect(() => {
    const { branch, event } = useRun.getState()
    session.host.adminForms(branch, event).then(setForms, () => setForms(null))
  }, [session])
  return forms
}

/** Does it at the moment shown, and waits for what the cluster says. */
async function askCluster(session: Session, input: string, args: Args): Promise<void> {
  const done = await session.act(input, args)
  if (done !== null) await followAnswer(session.host, { ...done, input, args })
}

function Everything({
  forms,
  begin,
}: {
  readonly forms: AdminForms | null
  readonly begin: (form: InputForm) => void
}) {
  const { t } = useTranslation()
  const session = useSession()
  const nodes = useRun((run) => run.cluster?.nodes ?? [])
  const run = (action: () => void) => () => {
    close()
    action()
  }
  return (
    <>
      <Command.Group heading={t('palette.commands')}>
        {commands
          .filter((command) => command.id !== 'palette')
          .map((command) => (
            <Command.Item
              key={command.id}
              value={`${t(`command.${command.id}`)} ${command.id}`}
              onSelect={run(() => command.run(session.player))}
            >
              <span>{t(`command.${command.id}`)}</span>
              {command.keys[0] !== undefined && <kbd>{keyText(command.keys[0])}</kbd>}
            </Command.Item>
          ))}
      </Command.Group>
      {FAMILIES.map((family) => (
        <Command.Group key={family} heading={t(`palette.family.${family}`)}>
          {(forms?.forms ?? [])
            .filter((form) => groupOf(form) === family)
            .map((form) => (
              <Command.Item
                key={form.id}
                value={`${t(`input.${form.id}`)} ${form.id}`}
                data-testid={`ask-${form.id}`}
                onSelect={() => begin(form)}
              >
                <InputIcon id={form.id} />
                <span>{t(`input.${form.id}`)}</span>
                <span className="palette-note">{t(`input.${form.id}.note`)}</span>
              </Command.Item>
            ))}
        </Command.Group>
      ))}
      <Command.Group heading={t('palette.inputs')}>
        {nodes.flatMap((node) => {
          const kind = node.roles.includes('broker') ? 'broker' : 'controller'
          const name = String(node.id)
          return nodeActions
            .filter((action) => action.appliesTo(kind, node.status))
            .map((action) => (
              <Command.Item
                key={`${action.id}/${name}`}
                value={`${t(`input.${action.id}`)} ${processWords(t, name)} ${action.id} ${name}`}
                onSelect={run(() => void session.act(action.id, { node: name }))}
              >
                <InputIcon id={action.id} />
                <span>
                  {t(`input.${action.id}`)} · {processWords(t, name)}
                </span>
              </Command.Item>
            ))
        })}
      </Command.Group>
    </>
  )
}
