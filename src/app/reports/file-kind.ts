// A dropped file is a scenario or a report: JSON is a report, YAML a scenario, whatever its name says.

import type { OpenSource } from '../../worker/protocol.ts'

/** No reader takes more than this: of a larger file only so much is read, enough for a refusal with its reason. */
const CHARACTERS_MAX = 1_000_000

export async function sourceOfFile(file: File): Promise<OpenSource> {
  const text = await file.slice(0, CHARACTERS_MAX).text()
  return sourceOfText(file.name, text)
}

export function sourceOfText(name: string, text: string): OpenSource {
  const isJson = /^\uFEFF?\s*[{[]/.test(text) || /\.json$/i.test(name)
  return isJson ? { kind: 'report', name, text } : { kind: 'file', name, text }
}
