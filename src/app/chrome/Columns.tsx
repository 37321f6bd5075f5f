// The head of a table: a row of columns, each named `<words>.<column>`; those of numbers stand to the right.

import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface ColumnsProps {
  readonly words: string
  readonly columns: readonly string[]
  readonly numbers?: readonly string[]
  /** Columns behind these. */
  readonly children?: ReactNode
}

export function Columns({ words, columns, numbers = [], children }: ColumnsProps) {
  const { t } = useTranslation()
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column} scope="col" className={numbers.includes(column) ? 'number' : undefined}>
            {t(`${words}.${column}`)}
          </th>
        ))}
        {children}
      </tr>
    </thead>
  )
}
