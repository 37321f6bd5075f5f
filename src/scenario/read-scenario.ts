// Reads a scenario file. The reader, with yaml and zod, is loaded when the first file is read.

import type { Reading } from './read-yaml.ts'

export async function readScenario(file: string, text: string): Promise<Reading> {
  const { readScenarioText } = await import('./read-yaml.ts')
  return readScenarioText(file, text)
}
