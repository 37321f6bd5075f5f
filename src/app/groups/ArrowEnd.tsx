// The head of an arrow, to be named as the `markerEnd` of a line.

interface ArrowEndProps {
  readonly id: string
  readonly className: string
}

export function ArrowEnd({ id, className }: ArrowEndProps) {
  return (
    <defs>
      <marker id={id} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
        <path className={className} d="M0 0 L8 4 L0 8 Z" />
      </marker>
    </defs>
  )
}
