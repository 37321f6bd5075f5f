// What a dialog of the page stands in: its title, a line that says what it is for, and a way out.

import { X } from 'lucide-react'
import * as Dialog from 'radix-ui/dialog'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { change } from '../state/settings.ts'

interface DialogFrameProps {
  /** Its class, and what tests find it by. */
  readonly name: string
  readonly title: string
  readonly text: string
  /** The text is for those who cannot see that the dialog explains itself. */
  readonly hidesText?: true
  readonly onClose?: () => void
  readonly children: ReactNode
}

export function DialogFrame({ name, title, text, hidesText, onClose, children }: DialogFrameProps) {
  const { t } = useTranslation()
  const close = (open: boolean) => {
    if (open) return
    onClose?.()
    change({ dialog: 'none' })
  }
  return (
    <Dialog.Root open onOpenChange={close}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className={`dialog ${name}`} data-testid={name}>
          <Dialog.Title className="dialog-title">{title}</Dialog.Title>
          <Dialog.Description className={hidesText ? 'visually-hidden' : 'dialog-text'}>
            {text}
          </Dialog.Description>
          {children}
          <Dialog.Close className="icon-button dialog-close" aria-label={t('dialog.close')}>
            <X size={17} aria-hidden="true" />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
