// The command palette: every command by name, and everything that can be done to a process now.

import { Command } from 'cmdk'
import * as Dialog from 'radix-ui/dialog'
import { useTranslation } from 'react-i18next'
import { InputIcon } from '../actions/input-icon.tsx'
import { nodeActions } from '../actions/node-actions.ts'
import { commands } from '../commands.ts'
import { keyText } from '../format/keys.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { change } from '../state/settings.ts'
import { processWords } from '../text/input-words.ts'

export function Palette() {
  const { t } = useTranslation()
  const session = useSession()
  const nodes = useRun((run) => run.cluster?.nodes ?? [])
  const close = () => change({ dialog: 'none' })
  const run = (action: () => void) => () => {
    close()
    action()
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog palette" data-testid="palette" aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">{t('palette.title')}</Dialog.Title>
          <Command label={t('palette.title')} loop>
            <Command.Input className="palette-input" placeholder={t('palette.placeholder')} />
            <Command.List className="palette-list">
              <Command.Empty className="hint">{t('palette.none')}</Command.Empty>
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
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
