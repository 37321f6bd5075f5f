// The moment at hand for somebody else: as a link, when it is short enough, and as a report file.

import { Copy, Download, GitCompare } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportAnswer } from '../../worker/run-answers.ts'
import { saveFile } from '../chrome/save-file.ts'
import { commandById } from '../commands.ts'
import { DialogFrame } from '../dialogs/DialogFrame.tsx'
import { countText, secondsText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import './reports.css'

export function ShareDialog() {
  const { t } = useTranslation()
  const { host, player } = useSession()
  // Play may go on meanwhile: it is the moment at which the dialog was opened.
  const [{ branch, event, cursorUs }] = useState(useRun.getState)
  const [made, setMade] = useState<ReportAnswer | null>(null)
  useEffect(() => {
    let wanted = true
    host
      .makeReport(branch, event)
      .then((answer) => wanted && setMade(answer))
      .catch((error: unknown) => useRun.setState({ failure: String(error) }))
    return () => {
      wanted = false
    }
  }, [host, branch, event])
  return (
    <DialogFrame
      name="share"
      title={t('share.title')}
      text={t('share.text', { time: secondsText(cursorUs) })}
    >
      {made !== null && <Link answer={made} />}
      {made !== null && (
        <section className="share-part">
          <h3 className="eyebrow">{t('share.file')}</h3>
          <p className="hint">{t('share.fileText')}</p>
          <button
            type="button"
            className="button"
            data-testid="share-save"
            onClick={() => saveFile(made.name, 'application/json', made.text)}
          >
            <Download size={15} aria-hidden="true" /> {t('share.save', { name: made.name })}
          </button>
        </section>
      )}
      <section className="share-part">
        <h3 className="eyebrow">{t('share.compare')}</h3>
        <p className="hint">{t('share.compareText')}</p>
        <button
          type="button"
          className="button"
          data-testid="share-compare"
          onClick={() => commandById('compare').run(player)}
        >
          <GitCompare size={15} aria-hidden="true" /> {t('share.compareDo')}
        </button>
      </section>
    </DialogFrame>
  )
}

function Link({ answer }: { readonly answer: ReportAnswer }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const { link } = answer
  if (!link.ok)
    return (
      <section className="share-part">
        <h3 className="eyebrow">{t('share.link')}</h3>
        <p className="hint" data-testid="share-too-long">
          {t('share.tooLong', { characters: countText(link.characters), max: countText(link.max) })}
        </p>
      </section>
    )
  const url = `${location.origin}${location.pathname}${link.fragment}`
  return (
    <section className="share-part">
      <h3 className="eyebrow">{t('share.link')}</h3>
      <div className="share-link">
        <input
          className="sheet-input"
          readOnly
          value={url}
          aria-label={t('share.link')}
          data-testid="share-link"
          onFocus={(event) => event.currentTarget.select()}
        />
        <button
          type="button"
          className="button primary"
          data-testid="share-copy"
          onClick={() => {
            void navigator.clipboard.writeText(url).then(() => setCopied(true))
          }}
        >
          <Copy size={15} aria-hidden="true" /> {copied ? t('share.copied') : t('share.copy')}
        </button>
      </div>
    </section>
  )
}
