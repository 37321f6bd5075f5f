import type { ReactNode } from 'react'

export interface ComparePartProps {
  readonly title: string
  readonly name: string
  readonly children: ReactNode
}

/** A part of what a comparison tells, under its title. */
export function ComparePart({ title, name, children }: ComparePartProps) {
  return (
    <section className="compare-part" data-testid={`compare-${name}`}>
      <h3 className="eyebrow">{title}</h3>
      {children}
    </section>
  )
}
