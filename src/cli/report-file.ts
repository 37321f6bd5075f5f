// Bug reports from files and links, and into files.

import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { deflateSync, inflateSync } from 'fflate'
import { FILE_CHARACTERS_MAX } from '../scenario/limits.ts'
import { isReportLink, LINK_CHARACTERS_MAX, linkBytes, linkOf } from '../scenario/link.ts'
import type { LocatedError } from '../scenario/problem.ts'
import { readReport } from '../scenario/read-report.ts'
import type { RunReport } from '../scenario/report.ts'
import { reportText } from '../scenario/report-write.ts'
import { UsageError } from './usage-error.ts'
import type { Words } from './words.ts'

/** A character takes at most four bytes. */
const FILE_BYTES_MAX = 4 * FILE_CHARACTERS_MAX

/** `asked` is the path of a file, or a link with a report in it. */
export async function openReport(words: Words, asked: string): Promise<RunReport> {
  const name = isReportLink(asked) ? 'link' : asked
  const text = isReportLink(asked) ? linkText(words, asked) : fileText(words, asked)
  const reading = await readReport(name, text)
  if (reading.ok) return reading.report
  throw new UsageError(reading.errors.map((error) => errorLine(words, error)).join('\n'))
}

function fileText(words: Words, file: string): string {
  try {
    const { size } = statSync(file)
    if (size > FILE_BYTES_MAX)
      throw new Error(words.tell({ key: 'scenario.tooLarge', args: { size, max: FILE_CHARACTERS_MAX } }))
    return readFileSync(file, 'utf8')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(words.say('cannotRead', { file, reason }))
  }
}

function linkText(words: Words, link: string): string {
  const bytes = linkBytes(link, (packed) => inflateSync(packed))
  if (bytes === null) throw new UsageError(words.say('damagedLink'))
  return new TextDecoder().decode(bytes)
}

export function saveReport(words: Words, file: string, report: RunReport): void {
  try {
    writeFileSync(file, reportText(report))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(words.say('cannotWrite', { file, reason }))
  }
}

/** What goes behind the address of the page; a line that says so when it is too long for that. */
export function linkLine(words: Words, report: RunReport): string {
  const link = linkOf(new TextEncoder().encode(reportText(report)), (bytes) =>
    deflateSync(bytes, { level: 9 }),
  )
  return link.ok
    ? link.fragment
    : words.say('linkTooLong', { characters: link.characters, max: LINK_CHARACTERS_MAX })
}

function errorLine(words: Words, error: LocatedError): string {
  const meant = error.meant === null ? '' : ` – ${words.tell(error.meant)}`
  return plain(`${error.file}:${error.line}:${error.column}: ${words.tell(error.wrong)}${meant}`)
}

/** Whatever is printed passes here. */
export function printable(lines: readonly string[]): string {
  return lines.map(plain).join('\n')
}

/** Text of a file may hold what a terminal would obey. */
export function plain(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '\ufffd')
}
