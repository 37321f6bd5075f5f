// Finding a scenario's file.
import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'

/** A path, or the name of one of the project's or of those made for this. */
export function scenarioFile(asked, usage) {
  if (asked === undefined) throw new Error(usage)
  if (existsSync(asked)) return asked
  for (const folder of ['conformance/bytes', 'scenarios']) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    const name = names.find((path) => basename(path) === `${asked}.yaml`)
    if (name !== undefined) return join(folder, name)
  }
  throw new Error(`no scenario named ${asked}`)
}
