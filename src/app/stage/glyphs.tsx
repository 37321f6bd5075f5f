// The signs of a replica's standing, the same on the stage and in the legend. Drawn around (0, 0), some 14 pixels wide.

export type Standing = 'leader' | 'inSync' | 'lagging' | 'offlineLeader' | 'offline'

export function StandingGlyph({ standing }: { readonly standing: Standing }) {
  switch (standing) {
    case 'leader':
      return <path className="glyph-leader" d="M-5 8V-8M-5 -7.500L7 -3.500L-5 0.500Z" />
    case 'offlineLeader':
      return <path className="glyph-leader gone" d="M-5 8V-8M-5 -7.500L7 -3.500L-5 0.500Z" />
    case 'inSync':
      return <circle className="glyph-insync" r="4.500" />
    case 'lagging':
      return <path className="glyph-lagging" d="M-5.500 -1.500A5.500 5.500 0 0 0 5.500 -1.500Z" />
    case 'offline':
      return <circle className="glyph-offline" r="4.500" />
  }
}

/** A short queue, with the number that waits. */
export function QueueGlyph({ count, buffered }: { readonly count: number; readonly buffered: boolean }) {
  return (
    <g className={buffered ? 'queue buffered' : 'queue'}>
      {[0, 1, 2].map((index) => (
        <rect
          key={index}
          x={-30 + index * 6}
          y={-6}
          width={4}
          height={11}
          rx={1.5}
          opacity={index < count ? 1 : 0.25}
        />
      ))}
      <text x={0} y={4} textAnchor="end">
        {count}
      </text>
    </g>
  )
}

/** Marks a thing about which the chosen viewpoint is wrong. */
export function BeliefBadge({ title }: { readonly title: string }) {
  return (
    <g className="belief-badge">
      <title>{title}</title>
      <circle r="9" />
      <text textAnchor="middle" y="4.500">
        ≠
      </text>
    </g>
  )
}
