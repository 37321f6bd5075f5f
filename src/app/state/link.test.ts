import { describe, expect, it } from 'vitest'
import { readLink, writeLink } from './link.ts'

describe('the link', () => {
  it('says scenario, moment and selection as people write them', () => {
    const link = readLink('#s=leader-failover&e=3412&sel=broker:2')
    expect(link).toEqual({
      scenario: 'leader-failover',
      seed: null,
      branch: null,
      event: 3412,
      selected: 'broker:2',
      viewpoint: null,
      lens: 'cluster',
    })
    expect(writeLink(link)).toBe('#s=leader-failover&e=3412&sel=broker:2')
  })

  it('brings every field back', () => {
    const link = {
      scenario: 'a/b',
      seed: '42 & more',
      branch: 3,
      event: 0,
      selected: 'message:p1>2/Produce/17',
      viewpoint: '101',
      lens: 'metrics' as const,
    }
    expect(readLink(writeLink(link))).toEqual(link)
  })

  it('takes nothing from damaged numbers', () => {
    expect(readLink('#e=12x&b=1e9').event).toBeNull()
    expect(readLink('#e=12x&b=1e9').branch).toBeNull()
    expect(readLink('#l=nowhere').lens).toBe('cluster')
  })
})
