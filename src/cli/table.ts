// Text in columns, for a terminal. Korean takes two cells a letter.

export interface Column {
  readonly title: string
  readonly right?: boolean
}

/** A title line, then one line a row; cells are padded, the last one is left as it is. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const titles = columns.map((column) => column.title)
  const widths = columns.map((_, place) =>
    [titles, ...rows].reduce((widest, row) => Math.max(widest, cells(row[place] ?? '')), 0),
  )
  return [titles, ...rows].map((row) => lineOf(row, widths, columns))
}

function lineOf(row: readonly string[], widths: readonly number[], columns: readonly Column[]): string {
  const parts = row.map((text, place) => {
    const blank = ' '.repeat(Math.max(0, (widths[place] ?? 0) - cells(text)))
    if (columns[place]?.right === true) return blank + text
    return place === row.length - 1 ? text : text + blank
  })
  return parts.join('  ').trimEnd()
}

/** Label and value, one line each. */
export function labelled(rows: readonly (readonly [string, string])[]): string[] {
  const widest = rows.reduce((most, [label]) => Math.max(most, cells(label)), 0)
  return rows.map(([label, value]) => `${label}${' '.repeat(widest - cells(label))}  ${value}`)
}

/** Cells that a text takes up: two for each letter of Korean, Chinese and Japanese. */
export function cells(text: string): number {
  let count = 0
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    const wide =
      (code >= 0x1100 && code <= 0x115f) ||
      (code >= 0x2e80 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xff00 && code <= 0xff60)
    count += wide ? 2 : 1
  }
  return count
}
