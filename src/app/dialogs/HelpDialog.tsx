// Every command with its keys, straight from the list that also serves buttons and palette.

import { useTranslation } from 'react-i18next'
import { type CommandGroup, commands } from '../commands.ts'
import { keyText } from '../format/keys.ts'
import { DialogFrame } from './DialogFrame.tsx'

const GROUPS: readonly CommandGroup[] = ['play', 'step', 'view', 'page']

/** Where the focus is, or else what is selected. */
const THINGS = [
  ['menu', 'Shift+F10'],
  ['name', 'F2'],
] as const

export function HelpDialog() {
  const { t } = useTranslation()
  return (
    <DialogFrame name="help" title={t('help.title')} text={t('help.text')}>
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
        <section>
          <h3 className="eyebrow">{t('help.things')}</h3>
          <dl className="help-list">
            {THINGS.map(([id, keys]) => (
              <div key={id} className="help-row">
                <dt>{t(`help.things.${id}`)}</dt>
                <dd>
                  <kbd>{keys}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </DialogFrame>
  )
}
