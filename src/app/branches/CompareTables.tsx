// The tables of a comparison: what was given differently, records by their fates, what stands differently, figures.

import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CompareRows, GivenRow } from '../../view/compare-rows.ts'
import { countText, secondsText } from '../format/time.ts'
import { select } from '../state/selection.ts'
import { change } from '../state/settings.ts'
import { ComparePart } from './ComparePart.tsx'

const GIVEN_MAX = 10
const STATE_MAX = 120
const EXAMPLES_MAX = 3

export function Given({ rows }: { readonly rows: readonly GivenRow[] }) {
  const { t } = useTranslation()
  if (rows.length === 0) return null
  return (
    <ComparePart title={t('compare.given')} name="given">
      <Rows rows={rows.slice(0, GIVEN_MAX)} />
      {rows.length > GIVEN_MAX && (
        <details className="compare-more">
          <summary>{t('compare.more', { count: rows.length - GIVEN_MAX })}</summary>
          <Rows rows={rows.slice(GIVEN_MAX)} />
        </details>
      )}
    </ComparePart>
  )
}

export function Records({ rows }: { readonly rows: CompareRows['records'] }) {
  const { t } = useTranslation()
  if (rows.length === 0) return null
  const fate = (id: string) => (id === 'none' ? t('compare.none') : t(`fate.${id}`))
  return (
    <ComparePart title={t('compare.records')} name="records">
      <Table more={t('compare.examples')}>
        {rows.map((row) => (
          <tr key={`${row.a}/${row.b}`}>
            <th scope="row">{countText(row.records)}</th>
            <td>{fate(row.a)}</td>
            <td>{fate(row.b)}</td>
            <td className="compare-examples">
              {row.examples.slice(0, EXAMPLES_MAX).map((address) => (
                <button
                  key={address}
                  type="button"
                  className="address-link mono"
                  onClick={() => {
                    select(address)
                    change({ dialog: 'none', sideOpen: true, sideTab: 'inspect' })
                  }}
                >
                  {address.slice('record:'.length)}
                </button>
              ))}
            </td>
          </tr>
        ))}
      </Table>
    </ComparePart>
  )
}

export interface StateProps {
  readonly rows: readonly GivenRow[]
  readonly more: number
  readonly untilUs: number
}

export function State({ rows, more, untilUs }: StateProps) {
  const { t } = useTranslation()
  if (rows.length === 0) return null
  const left = Math.max(0, rows.length - STATE_MAX) + more
  return (
    <ComparePart
      title={t('compare.state', { time: secondsText(untilUs), count: rows.length + more })}
      name="state"
    >
      <Rows rows={rows.slice(0, STATE_MAX)} />
      {left > 0 && <p className="hint">{t('compare.more', { count: left })}</p>}
    </ComparePart>
  )
}

export function Figures({ rows }: { readonly rows: CompareRows['metrics'] }) {
  const { t } = useTranslation()
  if (rows.length === 0) return null
  return (
    <ComparePart title={t('compare.metrics')} name="metrics">
      <Table>
        {rows.map(({ name, a, b }) => (
          <Row key={name} name={t(`compare.figure.${name}`, name)} a={countText(a)} b={countText(b)} />
        ))}
      </Table>
    </ComparePart>
  )
}

function Rows({ rows }: { readonly rows: readonly GivenRow[] }) {
  return (
    <Table>
      {rows.map(({ name, a, b }) => (
        <Row key={name} name={name} a={a} b={b} />
      ))}
    </Table>
  )
}

function Row({ name, a, b }: GivenRow) {
  const { t } = useTranslation()
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{a ?? t('compare.none')}</td>
      <td>{b ?? t('compare.none')}</td>
    </tr>
  )
}

/** `more`: the title of a third column. */
function Table({ more, children }: { readonly more?: string; readonly children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <table className="compare-table">
      <thead>
        <tr>
          <td />
          <th scope="col">{t('compare.a')}</th>
          <th scope="col">{t('compare.b')}</th>
          {more !== undefined && <th scope="col">{more}</th>}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
