// One language for expectations, breakpoints and run-until: address, field, comparison, duration.

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in'

export type Literal = string | number | boolean | null

export interface FieldRef {
  readonly address: string
  readonly field: string
}

export interface Condition {
  /** As written, for messages. */
  readonly text: string
  readonly left: FieldRef
  readonly comparison: Comparison
  readonly right:
    | { readonly kind: 'literal'; readonly value: Literal | readonly Literal[] }
    | { readonly kind: 'field'; readonly ref: FieldRef }
  /** The comparison must have held for so long. */
  readonly forUs: number
}
