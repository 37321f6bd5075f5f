import { describe, expect, it } from 'vitest'
import type { LogRecordRow, LogReplicaRow, LogWindowRow } from '../../view/log-rows.ts'
import type { LogGeometry } from './geometry.ts'
import { layoutLog, yOf } from './geometry.ts'
import type { Mark, TextMark } from './marks.ts'
import { textWidth } from './marks.ts'
import type { LogPicture, LogWords } from './picture.ts'
import { logScene } from './scene.ts'

const WORDS: LogWords = {
  broker: (node) => `Broker ${node}`,
  standing: (replica) => [replica.role],
  change: (change) => [`${change.kind} ${change.from}`],
  logEnd: 'log end',
  logEndNote: 'not yet safe',
  highWatermark: 'high watermark',
  highWatermarkNote: 'consumers read up to here',
  lastStable: 'last stable offset',
  logStart: 'log start',
  below: (end) => [`below ${end}`],
  above: (start) => [`above ${start}`],
  active: 'active',
  torn: ({ position }) => [`torn at ${position}`],
  nothing: 'nothing',
}

const WINDOW: LogWindowRow = {
  address: 'partition:orders-0',
  name: 'orders-0',
  from: 96,
  to: 120,
  bucket: 0,
  start: 96,
  end: 119,
  leader: 2,
  leaderEpoch: 2,
  highWatermark: 114,
  lastStable: 114,
}

function replica(node: number, part: Partial<LogReplicaRow> = {}): LogReplicaRow {
  return {
    address: `replica:orders-0@${node}`,
    node,
    role: node === 2 ? 'leader' : 'follower',
    leads: node === 2,
    inSync: true,
    leaderEpoch: 2,
    logStart: 96,
    highWatermark: 114,
    lastStable: 114,
    logEnd: 119,
    flushedEnd: 96,
    sizeBytes: 9_000,
    epochs: [
      { epoch: 0, start: 96 },
      { epoch: 2, start: 112 },
    ],
    segments: [
      {
        base: 96,
        end: 108,
        sizeBytes: 4_000,
        file: '00000000000000000096.log',
        active: false,
        entries: [99],
      },
      { base: 108, end: 119, sizeBytes: 5_000, file: '00000000000000000108.log', active: true, entries: [] },
    ],
    segmentCount: 2,
    torn: null,
    ...part,
  }
}

function record(node: number, offset: number, part: Partial<LogRecordRow> = {}): LogRecordRow {
  return {
    address: `replica:orders-0@${node}/${offset}`,
    node,
    offset,
    record: `record:p1/${offset}`,
    key: `key-${offset % 7}`,
    value: `p1/${offset}`,
    epoch: 2,
    acknowledged: offset < 114 ? 'yes' : 'no',
    opensBatch: true,
    tombstone: false,
    gone: false,
    behind: false,
    ...part,
  }
}

function picture(part: Partial<LogPicture> = {}): LogPicture {
  const offsets = Array.from({ length: 23 }, (_, place) => 118 - place)
  return {
    window: WINDOW,
    replicas: [replica(2), replica(3), replica(1, { inSync: false, logEnd: 112, highWatermark: 110 })],
    records: [2, 3].flatMap((node) => offsets.map((offset) => record(node, offset))),
    buckets: [],
    changes: [],
    readers: [],
    cursor: null,
    selected: null,
    ...part,
  }
}

const GEOMETRY = layoutLog({ width: 1000, height: 620 }, 3, 3, true)

function texts(marks: readonly Mark[]): TextMark[] {
  return marks.filter((mark) => mark.shape === 'text')
}

function rects(marks: readonly Mark[], fill: string): Extract<Mark, { shape: 'rect' }>[] {
  return marks.filter((mark) => mark.shape === 'rect').filter((mark) => mark.fill === fill)
}

describe('the picture of a log', () => {
  it('has water up to the high watermark of each replica and sand up to its end', () => {
    const marks = logScene(picture(), GEOMETRY, WORDS)
    const water = rects(marks, 'water-fill').filter((mark) => mark.x < GEOMETRY.overviewX)
    const sand = rects(marks, 'stipple')
    expect(water.map((mark) => Math.round(mark.y))).toEqual(
      [114, 114, 110].map((offset) => Math.round(y(offset))),
    )
    expect(sand.map((mark) => Math.round(mark.y))).toEqual(
      [119, 119, 112].map((offset) => Math.round(y(offset))),
    )
  })

  it('ticks what was acknowledged and crosses what was lost after it', () => {
    const green = (marks: readonly Mark[]) =>
      marks.filter((mark) => mark.shape === 'line' && mark.stroke === 'good' && mark.points.length === 6)
        .length
    expect(green(logScene(picture(), GEOMETRY, WORDS))).toBe(2 * 18)
    const lost = picture({ records: [record(1, 111, { acknowledged: 'lost' })] })
    const marks = logScene(lost, GEOMETRY, WORDS)
    expect(green(marks)).toBe(0)
    expect(marks.filter((mark) => mark.shape === 'line' && mark.stroke === 'bad')).toHaveLength(2)
  })

  it('hatches and strikes out what the event cut off', () => {
    const cut = picture({
      records: [record(1, 113, { gone: true }), record(1, 112, { gone: true })],
      changes: [{ address: 'replica:orders-0@1/truncate', node: 1, kind: 'truncate', from: 112, to: 114 }],
    })
    const marks = logScene(cut, GEOMETRY, WORDS)
    expect(rects(marks, 'hatch')).toHaveLength(2)
    expect(texts(marks).filter((mark) => mark.struck === true).length).toBeGreaterThanOrEqual(2)
    expect(texts(marks).map((mark) => mark.text)).toContain('truncate 112')
  })

  it('names the file that is appended to, and where each begins', () => {
    const marks = logScene(picture(), GEOMETRY, WORDS)
    const active = texts(marks).filter((mark) => mark.bold === true && mark.text.endsWith('.log'))
    expect(active.map((mark) => mark.text)).toEqual(['000108.log', '000108.log', '000108.log'])
    const lines = marks.filter((mark) => mark.shape === 'line' && mark.stroke === 'ink' && mark.width === 1.5)
    expect(lines).toHaveLength(3)
  })

  it('lets no name of a level touch another, whatever their heights', () => {
    for (const highWatermark of [97, 110, 117, 118]) {
      const leader = replica(2, { highWatermark, lastStable: highWatermark })
      const marks = logScene(picture({ replicas: [leader], readers: [] }), GEOMETRY, WORDS)
      const names = texts(marks).filter((mark) => mark.x === GEOMETRY.namesX && mark.bold === true)
      const heights = names.map((mark) => mark.y).sort((a, b) => a - b)
      expect(heights.length).toBe(3)
      for (let place = 1; place < heights.length; place++)
        expect((heights[place] ?? 0) - (heights[place - 1] ?? 0)).toBeGreaterThanOrEqual(36)
    }
  })

  it('keeps its words within the picture at every width', () => {
    for (const width of [300, 420, 700, 1500]) {
      const geometry = layoutLog({ width, height: 500 }, 3, 3, true)
      const readers = [{ address: 'client:billing', name: 'billing', kind: 'position', offset: 114 }] as const
      for (const mark of texts(logScene(picture({ readers }), geometry, WORDS))) {
        const wide = textWidth(mark.text, mark.font, mark.size)
        const left =
          mark.align === 'right' ? mark.x - wide : mark.align === 'center' ? mark.x - wide / 2 : mark.x
        expect([mark.text, left >= -1 && left + wide <= width + 12]).toEqual([mark.text, true])
      }
    }
  })

  it('names each reader, if only by the beginning of its name', () => {
    for (const width of [420, 616, 700, 1500]) {
      const geometry = layoutLog({ width, height: 500 }, 1, 1, true)
      for (const name of ['c1', 'quick', 'billing']) {
        const readers = [{ address: `client:${name}`, name, kind: 'position', offset: 114 }] as const
        const told = texts(logScene(picture({ readers }), geometry, WORDS)).map(({ text }) => text)
        const start = name.slice(0, 1)
        expect(told.some((text) => text.startsWith(start) && name.startsWith(text.replace('…', '')))).toBe(
          true,
        )
      }
    }
  })

  it('says where a log is that is out of sight', () => {
    const far = picture({
      replicas: [replica(2), replica(3, { logEnd: 40, logStart: 0, highWatermark: 40, segments: [] })],
    })
    expect(texts(logScene(far, GEOMETRY, WORDS)).map((mark) => mark.text)).toContain('below 40')
  })

  it('show a torn batch where the log ends, and hatch what lies behind it', () => {
    const torn = {
      from: 110,
      batchEnd: 112,
      to: 119,
      segment: 108,
      position: 820,
      lostBytes: 4_096,
      bytes: 3_000,
    }
    const behind = Array.from({ length: 9 }, (_, n) => record(3, 118 - n, { gone: true, behind: true }))
    const near = picture({ replicas: [replica(3, { logEnd: 110, torn })], records: behind })
    const fills = (marks: readonly Mark[], fill: string) =>
      marks.filter((mark) => mark.shape === 'rect' && mark.fill === fill)
    const marks = logScene(near, GEOMETRY, WORDS)
    expect(fills(marks, 'bad-fill').length).toBe(2)
    expect(marks.some((mark) => mark.shape === 'line' && mark.stroke === 'bad')).toBe(true)
    const far = { ...near, window: { ...WINDOW, bucket: 4 }, records: [], buckets: [] }
    const farMarks = logScene(far, GEOMETRY, WORDS)
    expect(fills(farMarks, 'bad-fill').length).toBe(1)
    expect(farMarks.some((mark) => mark.shape === 'text' && mark.text === 'torn at 820')).toBe(true)
  })

  it('draws a million records in as few marks as a screen has room for', () => {
    const size = 245
    const window = { ...WINDOW, from: 0, to: 1_070_000, bucket: 4_096, start: 0, end: 1_000_000 }
    const buckets = [2, 3].map((node) => ({
      address: `replica:orders-0@${node}`,
      node,
      first: 0,
      records: Array.from({ length: size }, (_, place) => (place % 3 === 0 ? 4_096 : 2_000)),
      acknowledged: Array.from({ length: size }, (_, place) => (place % 2 === 0 ? 2_000 : 0)),
      lost: new Array<number>(size).fill(0),
    }))
    const tall = { logStart: 0, logEnd: 1_000_000, highWatermark: 999_000 }
    const far = picture({ window, records: [], buckets, replicas: [replica(2, tall), replica(3, tall)] })
    const marks = logScene(far, GEOMETRY, WORDS)
    expect(marks.length).toBeLessThan(1_500)
    const took: number[] = []
    for (let round = 0; round < 11; round++) {
      const from = performance.now()
      logScene(far, GEOMETRY, WORDS)
      took.push(performance.now() - from)
    }
    expect(took.sort((a, b) => a - b)[5]).toBeLessThan(16)
  })
})

function y(offset: number, geometry: LogGeometry = GEOMETRY): number {
  return yOf(geometry, WINDOW, offset)
}
