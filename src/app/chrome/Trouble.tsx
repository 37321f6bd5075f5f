// What went wrong, where, and what was meant: a scenario file that cannot be read, or a run that failed.

import { useTranslation } from 'react-i18next'
import { useRun } from '../state/run-state.ts'
import { useTell } from '../text/use-tell.ts'
import { startAnew } from '../work/keep.ts'

export function Trouble() {
  const { t } = useTranslation()
  const tell = useTell()
  const openError = useRun((run) => run.openError)
  const failure = useRun((run) => run.failure)
  if (openError === null && failure === null) return null
  return (
    <section className="trouble" role="alert" data-testid="trouble">
      {openError !== null && (
        <>
          <p>
            <b>
              {t('trouble.file', { file: openError.file, line: openError.line, column: openError.column })}
            </b>{' '}
            {tell(openError.wrong)}
          </p>
          {openError.meant !== null && <p>{t('trouble.meant', { meant: tell(openError.meant) })}</p>}
        </>
      )}
      {failure !== null && (
        <p>
          <b>{t('trouble.run')}</b> <code>{failure}</code>
        </p>
      )}
      {failure !== null && (
        <button type="button" className="button" data-testid="start-anew" onClick={startAnew}>
          {t('work.anew')}
        </button>
      )}
      <button
        type="button"
        className="button"
        onClick={() => useRun.setState({ openError: null, failure: null })}
      >
        {t('trouble.close')}
      </button>
    </section>
  )
}
