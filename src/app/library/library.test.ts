import { CARDS } from 'virtual:scenario-cards'
import { describe, expect, it } from 'vitest'
import { en } from '../text/en.ts'
import { ko } from '../text/ko.ts'
import { findCards } from './find-cards.ts'
import { byModule, moduleKey } from './modules.ts'

const nameOf = (module: string) => en[moduleKey(module)] ?? ''
const found = (text: string) => findCards(CARDS, text, nameOf).map(({ id }) => id)

describe('the library', () => {
  it('has a name in both languages for every folder that holds scenarios', () => {
    for (const { id } of byModule(CARDS)) {
      expect(en).toHaveProperty([moduleKey(id)])
      expect(ko).toHaveProperty([moduleKey(id)])
    }
  })

  it('lists every scenario once, and modules in the order of the curriculum', () => {
    const listed = byModule(CARDS).flatMap(({ cards }) => cards.map(({ id }) => id))
    expect([...listed].sort()).toEqual(CARDS.map(({ id }) => id).sort())
    const modules = byModule(CARDS).map(({ id }) => id)
    expect(modules.indexOf('replication')).toBeLessThan(modules.indexOf('failover'))
    expect(modules[0]).toBe('')
  })

  it('keeps a folder that the curriculum does not know, at the end', () => {
    const [card] = CARDS
    if (card === undefined) throw new Error('nothing ships')
    const modules = byModule([{ ...card, module: 'mine' }, ...CARDS])
    expect(modules.at(-1)?.id).toBe('mine')
  })

  it('finds by words of either language, by id and by module, in any order and case', () => {
    expect(found('')).toHaveLength(CARDS.length)
    expect(found('FAILOVER clean')).toContain('clean-failover')
    expect(found('깔끔한')).toEqual(['clean-failover'])
    expect(found('epoch-truncation')).toContain('epoch-truncation')
    expect(found(nameOf('controllers'))).toEqual(
      expect.arrayContaining(CARDS.filter(({ module }) => module === 'controllers').map(({ id }) => id)),
    )
    expect(found('no such thing anywhere')).toEqual([])
  })
})
