// Reads a report file. The reader, with yaml and zod, is loaded when the first file is read.

import type { ReportReading } from './report-read.ts'

export async function readReport(file: string, text: string): Promise<ReportReading> {
  const { readReportText } = await import('./report-read.ts')
  return readReportText(file, text)
}
