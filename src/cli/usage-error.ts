// What the person at the shell got wrong: a message for them, and exit code 2.

export class UsageError extends Error {
  override readonly name = 'UsageError'
}
