// Two branches side by side, of one run or of two, aligned by cause: chosen here, and told below. A file dropped on it is the other run.

import type { DragEvent } from 'react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogFrame } from '../dialogs/DialogFrame.tsx'
import { useSession } from '../play/session-context.ts'
import { sourceOfFile } from '../reports/file-kind.ts'
import { useRun } from '../state/run-state.ts'
import './branches.css'
import { useBesideRun } from './beside.ts'
import { CompareAnswer } from './CompareAnswer.tsx'
import { CompareSides } from './CompareSides.tsx'
import { onStage, useComparison } from './comparison.ts'
import { OtherRun } from './OtherRun.tsx'
import { useCompared } from './use-comparison.ts'
import { useOtherRun } from './use-other-run.ts'

export function CompareDialog() {
  const { t } = useTranslation()
  const { a, b } = useComparison()
  const beside = useBesideRun()
  const [choosing, setChoosing] = useState(false)
  const other = useOtherRun(() => setChoosing(false))
  const stage = useRun((run) => run.info)
  const isOne = a.run === b.run && a.branch === b.branch
  const infos = { stage, beside: beside?.info ?? null }
  const isGone = [a, b].some(({ run, branch }) => !infos[run]?.branches.some(({ id }) => id === branch))
  // A branch was let go, or another run is on the stage: the one at hand stands there instead.
  useEffect(() => {
    const here = onStage(useRun.getState().branch)
    if (isGone) useComparison.setState({ a: here, b: here })
  }, [isGone])
  const drop = async (event: DragEvent) => {
    event.preventDefault()
    event.stopPropagation()
    const file = event.dataTransfer.files[0]
    if (file === undefined) return
    setChoosing(true)
    await other.open(await sourceOfFile(file))
  }
  return (
    <DialogFrame name="compare" title={t('compare.title')} text={t('compare.text')}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: files are dropped here; the button that picks one does the same */}
      <div className="compare-drop" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <CompareSides choosing={choosing || isOne} onChoose={() => setChoosing(!choosing)} />
        {(choosing || isOne) && <OtherRun other={other} />}
        {!isOne && !isGone && !choosing && <Comparing />}
      </div>
    </DialogFrame>
  )
}

function Comparing() {
  const { t } = useTranslation()
  const { host } = useSession()
  const { a, b } = useComparison()
  const [attempt, setAttempt] = useState(0)
  const compared = useCompared(a, b, attempt)
  switch (compared.kind) {
    case 'done':
      return <CompareAnswer a={a} b={b} rows={compared.rows} />
    case 'going':
      return (
        <div className="compare-wait" role="status" data-testid="compare-wait">
          <progress max={1} value={compared.done} aria-label={t('compare.wait')} />
          <span>{t('compare.wait')}</span>
          <button
            type="button"
            className="button small"
            data-testid="compare-cancel"
            onClick={() => void host.cancelCompare()}
          >
            {t('compare.cancel')}
          </button>
        </div>
      )
    case 'cancelled':
      return (
        <div className="compare-wait" data-testid="compare-cancelled">
          <span>{t('compare.cancelled')}</span>
          <button
            type="button"
            className="button small"
            data-testid="compare-again"
            onClick={() => setAttempt(attempt + 1)}
          >
            {t('compare.again')}
          </button>
        </div>
      )
  }
}
