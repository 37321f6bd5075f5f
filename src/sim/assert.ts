// Assertions inside the engine. A failed one is a bug of the engine, never of a scenario: the message goes into a bug report.

export class EngineError extends Error {
  override readonly name = 'EngineError'
}

export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new EngineError(message)
}

export function assertNever(value: never, what: string): never {
  throw new EngineError(`${what}: unexpected ${JSON.stringify(value)}`)
}

/** The value, which must be there. */
export function present<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new EngineError(`missing: ${what}`)
  return value
}
