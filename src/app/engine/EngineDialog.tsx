// What the time machine costs and how far it can be trusted: memory within a budget, and the hashes that replays have verified.

import { Check, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemoryInfo } from '../../worker/run-answers.ts'
import { DialogFrame } from '../dialogs/DialogFrame.tsx'
import { countText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import './engine.css'

const EVERY_MS = 1_000
const MEGABYTE = 1_048_576
const BUDGETS_MB: readonly number[] = [32, 64, 128, 256, 512, 1_024]

export function EngineDialog() {
  const { t } = useTranslation()
  const { host } = useSession()
  const [memory, setMemory] = useState<MemoryInfo | null>(null)
  useEffect(() => {
    let wanted = true
    const ask = () =>
      host
        .memory()
        .then((info) => wanted && setMemory(info))
        .catch((error: unknown) => useRun.setState({ failure: String(error) }))
    void ask()
    const timer = setInterval(ask, EVERY_MS)
    return () => {
      wanted = false
      clearInterval(timer)
    }
  }, [host])
  return (
    <DialogFrame name="engine" title={t('engine.title')} text={t('engine.text')}>
      {memory !== null && (
        <>
          <Budget memory={memory} onChange={(bytes) => void host.setMemoryBudget(bytes).then(setMemory)} />
          <Figures memory={memory} />
          <Trust memory={memory} />
        </>
      )}
    </DialogFrame>
  )
}

interface BudgetProps {
  readonly memory: MemoryInfo
  readonly onChange: (bytes: number) => void
}

function Budget({ memory, onChange }: BudgetProps) {
  const { t } = useTranslation()
  const { usedBytes, budgetBytes, checkpointBytes } = memory
  const part = (bytes: number) => `${Math.min(100, (bytes / Math.max(1, budgetBytes)) * 100)}%`
  const mb = Math.round(budgetBytes / MEGABYTE)
  const choices = BUDGETS_MB.includes(mb) ? BUDGETS_MB : [...BUDGETS_MB, mb].sort((a, b) => a - b)
  return (
    <section>
      <h3 className="eyebrow">{t('engine.memory')}</h3>
      <div
        className="memory-bar"
        role="img"
        aria-label={t('engine.used', { used: sizeText(usedBytes), budget: sizeText(budgetBytes) })}
      >
        <span className="memory-checkpoints" style={{ width: part(checkpointBytes) }} />
        <span className="memory-trace" style={{ width: part(memory.traceBytes) }} />
      </div>
      <p className="memory-words" data-testid="memory-words">
        {t('engine.used', { used: sizeText(usedBytes), budget: sizeText(budgetBytes) })}
      </p>
      <label className="memory-budget">
        {t('engine.budget')}
        <select
          className="sheet-select"
          value={mb}
          data-testid="memory-budget"
          onChange={(event) => onChange(Number(event.target.value) * MEGABYTE)}
        >
          {choices.map((size) => (
            <option key={size} value={size}>
              {size} MB
            </option>
          ))}
        </select>
      </label>
    </section>
  )
}

function Figures({ memory }: { readonly memory: MemoryInfo }) {
  const { t } = useTranslation()
  const rows: readonly (readonly [string, string])[] = [
    ['checkpoints', `${countText(memory.checkpoints)} · ${sizeText(memory.checkpointBytes)}`],
    ['pinned', countText(memory.pinned)],
    ['spacing', countText(memory.spacing)],
    ['trace', sizeText(memory.traceBytes)],
    ['replays', countText(memory.replays)],
    ['replayed', countText(memory.replayedEvents)],
    ['verified', countText(memory.verifiedHashes)],
  ]
  return (
    <dl className="fields engine-figures">
      {rows.map(([name, value]) => (
        <div key={name} className="field">
          <dt>{t(`engine.figure.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Trust({ memory }: { readonly memory: MemoryInfo }) {
  const { t } = useTranslation()
  const { diverged } = memory
  return (
    <p className={diverged === null ? 'engine-trust' : 'engine-trust wrong'} data-testid="engine-trust">
      {diverged === null ? (
        <Check size={16} aria-hidden="true" />
      ) : (
        <TriangleAlert size={16} aria-hidden="true" />
      )}
      {diverged === null ? t('engine.trusted') : t('engine.diverged', { event: diverged.event })}
    </p>
  )
}

function sizeText(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(bytes < 10 * MEGABYTE ? 1 : 0)} MB`
}
