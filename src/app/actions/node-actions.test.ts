import { describe, expect, it } from 'vitest'
import { INPUTS } from '../../kafka/inputs/registry.ts'
import { isAskedFor } from '../../view/admin-rows.ts'
import type { LifeStatus } from '../../view/rows.ts'
import { fetcherActions, messageActions, timerActions } from './message-actions.ts'
import { linkActions, nodeActions } from './node-actions.ts'

const STATUSES: readonly LifeStatus[] = ['running', 'paused', 'stopping', 'stopped', 'dead', 'cutOff']

describe('what a menu offers', () => {
  it('is every declared input, and nothing else', () => {
    const nodes = nodeActions.map((action) => action.id)
    const offered = [...nodes, ...linkActions, ...messageActions, ...timerActions, ...fetcherActions].sort()
    // What has more to say is in the palette, which reads the declarations themselves.
    const declared = INPUTS.filter((input) => !isAskedFor(input))
    expect(offered).toEqual(declared.map((declaration) => declaration.id).sort())
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
