import { describe, expect, it } from 'vitest'
import { INPUTS } from '../../kafka/inputs/registry.ts'
import type { LifeStatus } from '../../view/rows.ts'
import { linkActions, nodeActions } from './node-actions.ts'

const STATUSES: readonly LifeStatus[] = ['running', 'paused', 'stopping', 'stopped', 'dead', 'cutOff']

describe('what a menu offers', () => {
  it('is every declared input, and nothing else', () => {
    const offered = [...nodeActions.map((action) => action.id), ...linkActions].sort()
    expect(offered).toEqual(INPUTS.map((declaration) => declaration.id).sort())
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
