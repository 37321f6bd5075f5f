import { describe, expect, it } from 'vitest'
import { sourceOfFile, sourceOfText } from './file-kind.ts'

describe('a dropped file', () => {
  it('is a report when it is JSON, and a scenario when it is YAML', () => {
    expect(sourceOfText('a.json', '{ "format": 1 }').kind).toBe('report')
    expect(sourceOfText('bug.txt', '\uFEFF\n  {"format":1}').kind).toBe('report')
    expect(sourceOfText('broken.json', 'not JSON at all').kind).toBe('report')
    expect(sourceOfText('mine.yaml', 'format: 1\ntitle: { en: a, ko: b }').kind).toBe('file')
  })

  it('is never read whole when it is huge', async () => {
    const file = new File(['x'.repeat(3_000_000)], 'huge.yaml')
    const source = await sourceOfFile(file)
    expect(source.kind === 'file' && source.text.length).toBe(1_000_000)
  })
})
