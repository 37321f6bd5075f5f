import { describe, expect, it } from 'vitest'
import { INPUTS } from '../../kafka/inputs/registry.ts'
import { isAskedFor } from '../../view/admin-rows.ts'
import type { LifeStatus } from '../../view/rows.ts'
import { fetcherActions } from './fetcher-actions.ts'
import { INPUT_ICONS } from './input-icon.tsx'
import { linkActions, nodeActions } from './node-actions.ts'

const STATUSES: readonly LifeStatus[] = ['running', 'paused', 'stopping', 'stopped', 'dead', 'cutOff']

describe('what a menu offers', () => {
  it('is every declared input, and nothing else', () => {
    const nodes = nodeActions.map((action) => action.id)
    const offered: readonly string[] = [...nodes, ...linkActions, ...fetcherActions]
    // What has more to say is in the palette, what is done to a message or a timer in its own menu: both read the declarations themselves.
    const isOnItsOwn = (kind: string | undefined) => kind === 'message' || kind === 'timer'
    const declared = INPUTS.filter(({ fields }) => !isOnItsOwn(fields[0]?.kind))
    expect(declared.map(({ id }) => id)).toEqual(expect.arrayContaining([...offered]))
    const nowhere = declared.filter((input) => !isAskedFor(input) && !offered.includes(input.id))
    expect(nowhere).toEqual([])
  })

  it('has an icon for every declared input', () => {
    expect(INPUTS.map(({ id }) => id).filter((id) => INPUT_ICONS[id] === undefined)).toEqual([])
  })

  it('is never empty, whatever the state', () => {
    for (const status of STATUSES) {
      expect(nodeActions.some((action) => action.appliesTo('broker', status))).toBe(true)
    }
  })

  it('starts only what does not run', () => {
    const start = nodeActions.find((action) => action.id === 'start')
    expect(STATUSES.filter((status) => start?.appliesTo('broker', status))).toEqual(['stopped', 'dead'])
  })
})
