import { describe, expect, it } from 'vitest'
import { INVALID_REQUEST, NONE } from '../protocol/errors.ts'
import { TestAdmin } from '../testing/admin.ts'
import { SmallCluster } from '../testing/small-cluster.ts'

describe('a running broker', () => {
  it('refuses a buffer too small for the maps of its cleaner threads: they would clean for ever and get nowhere', () => {
    const admin = new TestAdmin(new SmallCluster())
    expect(admin.set('broker', '', 'log.cleaner.dedupe.buffer.size', '1048576')).toBe(INVALID_REQUEST)
    expect(admin.set('broker', '', 'log.cleaner.dedupe.buffer.size', '1048577')).toBe(NONE)
    expect(admin.set('broker', '1', 'log.cleaner.threads', '2')).toBe(INVALID_REQUEST)
  })

  it.each([
    ['num.io.threads', '3', INVALID_REQUEST],
    ['num.io.threads', '4', NONE],
    ['num.io.threads', '16', NONE],
    ['num.io.threads', '17', INVALID_REQUEST],
    ['log.cleaner.threads', '0', INVALID_REQUEST],
    ['num.replica.fetchers', '9', NONE],
  ])('doubles or halves its threads at most: %s %s', (key, value, error) => {
    expect(new TestAdmin(new SmallCluster()).set('broker', '', key, value)).toBe(error)
  })
})
