// Finds the scenario that was asked for: a path, or the id of one of the project's own.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { nearest } from '../kafka/config/nearest.ts'
import type { LocatedError } from '../scenario/problem.ts'
import { readScenario } from '../scenario/read-scenario.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { UsageError } from './usage-error.ts'
import type { Words } from './words.ts'

export interface OpenedFile {
  readonly scenario: Scenario
  /** As it is to be named to open it again. */
  readonly name: string
}

const FILE_BYTES_MAX = 10_000_000

export async function openScenario(words: Words, asked: string, folder = 'scenarios'): Promise<OpenedFile> {
  const file = findFile(words, asked, folder)
  const reading = await readScenario(file, readText(words, file))
  if (!reading.ok) throw new UsageError(reading.errors.map((error) => errorLine(words, error)).join('\n'))
  return { scenario: reading.scenario, name: asked }
}

function findFile(words: Words, asked: string, folder: string): string {
  if (existsSync(asked) && statSync(asked).isFile()) return asked
  const names = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.yaml'))
        .sort()
    : []
  const ids = names.map(
    (name) => name.replaceAll('\\', '/').split('/').at(-1)?.slice(0, -'.yaml'.length) ?? '',
  )
  const place = ids.indexOf(asked)
  if (place >= 0) return join(folder, names[place] ?? '')
  const near = nearest(asked, ids)
  const wrong = words.say('noScenario', { name: asked })
  const meant =
    near === null
      ? { key: 'scenario.oneOf', args: { choices: ids.join(', ') } }
      : { key: 'scenario.didYouMean', args: { name: near } }
  throw new UsageError(ids.length === 0 ? wrong : `${wrong} – ${words.tell(meant)}`)
}

export function readText(words: Words, file: string): string {
  try {
    if (statSync(file).size > FILE_BYTES_MAX) throw new Error(`${FILE_BYTES_MAX} bytes`)
    return readFileSync(file, 'utf8')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(words.say('cannotRead', { file, reason }))
  }
}

/** `file:line:column: what is wrong – what was meant`, as editors like to jump to it. */
export function errorLine(words: Words, error: LocatedError): string {
  const meant = error.meant === null ? '' : ` – ${words.tell(error.meant)}`
  return `${error.file}:${error.line}:${error.column}: ${words.tell(error.wrong)}${meant}`
}
