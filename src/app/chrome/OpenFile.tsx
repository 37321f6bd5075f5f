// Opens a scenario or a report, from the picker or dropped on the page.

import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../play/session-context.ts'
import { sourceOfFile } from '../reports/file-kind.ts'

export function OpenFile() {
  const { t } = useTranslation()
  const session = useSession()
  useEffect(() => {
    const over = (event: DragEvent) => event.preventDefault()
    const drop = (event: DragEvent) => {
      event.preventDefault()
      const file = event.dataTransfer?.files[0]
      if (file !== undefined) void read(file)
    }
    const read = async (file: File) => session.open(await sourceOfFile(file))
    addEventListener('dragover', over)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', over)
      removeEventListener('drop', drop)
    }
  }, [session])
  return (
    <input
      id="open-file"
      type="file"
      hidden
      accept=".yaml,.yml,.json"
      aria-label={t('command.open')}
      onChange={async (event) => {
        const input = event.currentTarget
        const file = input.files?.[0]
        if (file !== undefined) await session.open(await sourceOfFile(file))
        input.value = ''
      }}
    />
  )
}
