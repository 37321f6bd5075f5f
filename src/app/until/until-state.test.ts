import { describe, expect, it } from 'vitest'
import { UNTIL_CONDITIONS } from '../../run/until-conditions.ts'
import { argsOf } from './until-state.ts'

const fieldsOf = (id: string) => ({ fields: UNTIL_CONDITIONS.find((one) => one.id === id)?.fields ?? [] })

describe('what is looked for', () => {
  it('needs what it needs, and leaves out what it can', () => {
    expect(argsOf(fieldsOf('leadership'), {})).toEqual({})
    expect(argsOf(fieldsOf('leadership'), { partition: ' orders-0 ' })).toEqual({ partition: 'orders-0' })
    expect(argsOf(fieldsOf('error'), {})).toBeNull()
    expect(argsOf(fieldsOf('field-change'), { address: 'broker:1' })).toBeNull()
  })

  it('takes seconds for durations, and whole numbers', () => {
    expect(argsOf(fieldsOf('high-watermark-stall'), { for: '0.25' })).toEqual({ for: 250_000 })
    expect(argsOf(fieldsOf('lag'), { above: '12.4' })).toEqual({ above: 12 })
    expect(argsOf(fieldsOf('lag'), { above: 'many' })).toBeNull()
    expect(argsOf(fieldsOf('high-watermark-stall'), { for: '-1' })).toBeNull()
  })
})
