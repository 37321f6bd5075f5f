import { describe, expect, it } from 'vitest'
import { FIDELITY } from '../../kafka/fidelity/areas.ts'
import { findAreas } from './find.ts'

const found = (text: string, only: Parameters<typeof findAreas>[2] = 'all') => findAreas(FIDELITY, text, only)

describe('a search of the fidelity page', () => {
  it('without words finds every area whole', () => {
    expect(found('').map(({ area }) => area)).toEqual(FIDELITY)
    for (const { area, rules } of found(' ')) expect(rules).toEqual(area.rules)
  })

  it('finds lines by words in either language, by id and by recording', () => {
    for (const text of ['SYN', '전원이 꺼진', 'network.resending', 'clean-failover'])
      expect(found(text)).not.toEqual([])
    expect(
      found('doubling intervals').map(({ area, rules }) => [area.id, rules.map(({ id }) => id)]),
    ).toEqual([['network', ['network.resending']]])
  })

  it('finds an area whole by its title', () => {
    const [isr] = found('in-sync replicas').filter(({ area }) => area.id === 'isr')
    expect(isr?.rules).toEqual(isr?.area.rules)
  })

  it('keeps to one kind when asked to', () => {
    expect(new Set(found('', 'notSimulated').map(({ area }) => area.fidelity))).toEqual(
      new Set(['notSimulated']),
    )
  })

  it('finds nothing by what is nowhere', () => {
    expect(found('zebra crossing')).toEqual([])
  })
})
