// Exit codes of the shell, the gravest first: a script can tell what kind of thing went wrong.

import type { Failure } from '../scenario/report.ts'

export const EXIT_NON_DETERMINISM = 130
export const EXIT_FAILED = 1
export const EXIT_VIOLATED = 129

const BY_KIND: { readonly [kind in Failure['kind']]: number } = {
  assertion: 127,
  invariant: EXIT_VIOLATED,
  liveness: 128,
  expectation: EXIT_FAILED,
}

export function exitCodeOf(failures: readonly (Failure | null)[]): number {
  for (const kind of Object.keys(BY_KIND) as Failure['kind'][])
    if (failures.some((failure) => failure?.kind === kind)) return BY_KIND[kind]
  return 0
}
