// What is wrong with a file, and where. Keyed, not worded: src/tell words it in the reader's language.

export interface Problem {
  /** A key of the catalogues, e.g. `scenario.unknownKey`. */
  readonly key: string
  readonly args: { readonly [name: string]: string | number }
}

export interface LocatedError {
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly column: number
  readonly wrong: Problem
  /** What was probably meant, or what would be right; null when nobody can say. */
  readonly meant: Problem | null
}

export function problem(key: string, args: Problem['args'] = {}): Problem {
  return { key: `scenario.${key}`, args }
}

/** "Did you mean ...?", when something is near enough. */
export function didYouMean(name: string | null): Problem | null {
  return name === null ? null : problem('didYouMean', { name })
}

export type Path = readonly (string | number)[]

/** Takes problems by the path of the value they are about. */
export interface Report {
  value(path: Path, wrong: Problem, meant?: Problem | null): void
  /** About the key itself rather than its value. */
  key(path: Path, wrong: Problem, meant?: Problem | null): void
  /** About a place inside a text value. */
  inside(path: Path, offset: number, wrong: Problem, meant?: Problem | null): void
}
