// The page's address names scenario, seed, branch, moment, selection and lens: #s=leader-failover&e=3412&sel=broker:2&l=partitions

import type { LensId } from '../../view/lens-rows.ts'
import { LENSES } from '../../view/lens-rows.ts'

export interface Link {
  readonly scenario: string | null
  readonly seed: string | null
  readonly branch: number | null
  readonly event: number | null
  readonly selected: string | null
  readonly viewpoint: string | null
  readonly lens: LensId
}

export function readLink(hash: string): Link {
  const fields = new URLSearchParams(hash.replace(/^#/, ''))
  return {
    scenario: fields.get('s'),
    seed: fields.get('seed'),
    branch: whole(fields.get('b')),
    event: whole(fields.get('e')),
    selected: fields.get('sel'),
    viewpoint: fields.get('as'),
    lens: LENSES.find((lens) => lens === fields.get('l')) ?? 'cluster',
  }
}

export function writeLink(link: Link): string {
  const parts: string[] = []
  const add = (name: string, value: string | number | null) => {
    if (value !== null)
      parts.push(`${name}=${encodeURIComponent(value).replace(/%3A/g, ':').replace(/%2F/g, '/')}`)
  }
  add('s', link.scenario)
  add('seed', link.seed)
  add('b', link.branch === 0 ? null : link.branch)
  add('e', link.event)
  add('sel', link.selected)
  add('as', link.viewpoint)
  add('l', link.lens === 'cluster' ? null : link.lens)
  return `#${parts.join('&')}`
}

function whole(text: string | null): number | null {
  if (text === null || !/^-?\d{1,12}$/.test(text)) return null
  return Number(text)
}
