// Every command with its keys, straight from the list that also serves buttons and palette.

import { X } from 'lucide-react'
import * as Dialog from 'radix-ui/dialog'
import { useTranslation } from 'react-i18next'
import { type CommandGroup, commands } from '../commands.ts'
import { keyText } from '../format/keys.ts'
import { change } from '../state/settings.ts'

const GROUPS: readonly CommandGroup[] = ['play', 'step', 'view', 'page']

export function HelpDialog() {
  const { t } = useTranslation()
  return (
    <Dialog.Root open onOpenChange={(open) => !open && change({ dialog: 'none' })}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog" data-testid="help">
          <Dialog.Title className="dialog-title">{t('help.title')}</Dialog.Title>
          <Dialog.Description className="dialog-text">{t('help.text')}</Dialog.Description>
          <div className="help-groups">
            {GROUPS.map((group) => (
              <section key={group}>
                <h3 className="eyebrow">{t(`help.${group}`)}</h3>
                <dl className="help-list">
                  {commands
                    .filter((command) => command.group === group && command.keys.length > 0)
                    .map((command) => (
                      <div key={command.id} className="help-row">
                        <dt>{t(`command.${command.id}`)}</dt>
                        <dd>
                          <kbd>{keyText(command.keys[0] ?? '')}</kbd>
                        </dd>
                      </div>
                    ))}
                </dl>
              </section>
            ))}
          </div>
          <Dialog.Close className="icon-button dialog-close" aria-label={t('dialog.close')}>
            <X size={17} aria-hidden="true" />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
