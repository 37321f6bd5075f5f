// What somebody wants to open, read: a scenario of the project's own, a file, a report or a link.

import type { Reading } from '../scenario/read-yaml.ts'
import type { RunReport } from '../scenario/report.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { ShippedScenario } from '../scenario/shipped.ts'
import type { OpenError, OpenSource } from './protocol.ts'
import type { ReadReport } from './reports.ts'

export interface Readers {
  readonly shipped: readonly ShippedScenario[]
  readonly read: (file: string, text: string) => Promise<Reading>
  readonly readReport: ReadReport
}

export interface Read {
  readonly scenario: Scenario
  /** undefined: the scenario's own. */
  readonly seed: string | undefined
  readonly report: RunReport | null
}

export async function readSource(readers: Readers, source: OpenSource): Promise<Read | OpenError> {
  switch (source.kind) {
    case 'shipped': {
      const found = readers.shipped.find((scenario) => scenario.id === source.id)
      if (found !== undefined) return { scenario: await found.load(), seed: source.seed, report: null }
      const wrong = { key: 'scenario.noSuchScenario', args: { id: source.id } }
      return { kind: 'error', file: source.id, line: 1, column: 1, wrong, meant: null }
    }
    case 'file': {
      const reading = await readers.read(source.name, source.text)
      if (reading.ok) return { scenario: reading.scenario, seed: source.seed, report: null }
      const [first] = reading.errors
      if (first === undefined) throw new Error(`${source.name} was refused without a reason`)
      return { kind: 'error', ...first }
    }
    case 'report':
    case 'link': {
      const { readFile, readLink } = await import('./reports.ts')
      const { readReport } = readers
      const read =
        source.kind === 'link'
          ? await readLink(source.fragment, readReport)
          : await readFile(source.name, source.text, readReport)
      if ('wrong' in read) return { kind: 'error', ...read }
      return { scenario: read.scenario, seed: read.seed, report: read }
    }
  }
}
