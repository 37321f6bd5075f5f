// What the calculators share: a name, a count, the working line by line, and the partitions in a row with the one that was hit.

import type { ReactNode } from 'react'
import { useId } from 'react'

const COUNT_MAX = 1_000
/** So many partitions stand in a row as cells; of more only the number is told. */
const CELLS_MAX = 100

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly testId: string
}

export function TextField({ label, value, onChange, testId }: TextFieldProps) {
  const id = useId()
  return (
    <div className="calc-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        className="sheet-input"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        data-testid={testId}
      />
    </div>
  )
}

interface CountFieldProps {
  readonly label: string
  readonly value: number
  readonly onChange: (value: number) => void
  readonly max?: number
  readonly hidesLabel?: boolean
  readonly testId?: string
}

/** What is no count is left out: the last good one stands. */
export function CountField({ label, value, onChange, max = COUNT_MAX, hidesLabel, testId }: CountFieldProps) {
  const id = useId()
  return (
    <div className="calc-field calc-count">
      <label htmlFor={id} className={hidesLabel === true ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <input
        id={id}
        type="number"
        className="sheet-input"
        min={1}
        max={max}
        value={value}
        onChange={(event) => {
          const count = event.target.valueAsNumber
          if (Number.isInteger(count) && count >= 1 && count <= max) onChange(count)
        }}
        data-testid={testId}
      />
    </div>
  )
}

export interface Line {
  readonly label: string
  readonly value: ReactNode
}

export function Working({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <dl className="calc-working" data-testid="calc-working">
      {lines.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

export function Cells({ count, hit }: { readonly count: number; readonly hit: number }) {
  if (count > CELLS_MAX) return null
  return (
    <ol className="calc-cells" aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a partition is its number
        <li key={index} data-hit={index === hit}>
          {index}
        </li>
      ))}
    </ol>
  )
}
