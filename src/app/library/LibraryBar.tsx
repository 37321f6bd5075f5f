// What stands above the list: search, the seed to open with, and the way to a file of one's own.

import { FolderOpen } from 'lucide-react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { commandById } from '../commands.ts'
import { useSession } from '../play/session-context.ts'
import { change } from '../state/settings.ts'

const SEED_LENGTH_MAX = 64

export interface LibraryBarProps {
  readonly text: string
  readonly seed: string
  readonly onText: (text: string) => void
  readonly onSeed: (seed: string) => void
  readonly onSubmit: () => void
}

export function LibraryBar({ text, seed, onText, onSeed, onSubmit }: LibraryBarProps) {
  const { t } = useTranslation()
  const { player } = useSession()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form className="library-bar" onSubmit={submit}>
      <input
        type="search"
        className="library-field"
        placeholder={t('library.search')}
        aria-label={t('library.search')}
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
      <label className="library-seed">
        {t('library.seed')}
        <input
          className="library-field"
          placeholder={t('library.seedOwn')}
          maxLength={SEED_LENGTH_MAX}
          autoComplete="off"
          spellCheck={false}
          value={seed}
          onChange={(event) => onSeed(event.target.value)}
        />
      </label>
      <button
        type="button"
        className="button"
        onClick={() => {
          change({ dialog: 'none' })
          commandById('open').run(player)
        }}
      >
        <FolderOpen size={16} aria-hidden="true" />
        {t('library.file')}
      </button>
    </form>
  )
}
