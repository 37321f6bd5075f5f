// Patterns that repeat in shape what colour says: stippled sand, hatched absence.

export function Patterns() {
  return (
    <defs>
      <pattern id="stipple" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" className="sand-ground" />
        <circle cx="1.5" cy="1.5" r="0.95" className="sand-grain" />
        <circle cx="4.5" cy="4.5" r="0.95" className="sand-grain" />
      </pattern>
      <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="7" height="7" className="gone-ground" />
        <line x1="0" y1="0" x2="0" y2="7" className="gone-line" />
      </pattern>
    </defs>
  )
}
