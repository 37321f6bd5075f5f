import { describe, expect, test } from 'vitest'
import { HIGH_WATERMARK_ADVANCED } from '../kafka/broker/facts.ts'
import { OFFSET_COMMITTED } from '../kafka/group/facts.ts'
import type { TraceChunk } from '../sim/trace.ts'
import { createChunk } from '../sim/trace.ts'
import type { World } from '../sim/world.ts'
import { lagSeries, newLagTrack, noteLag } from './group-lag.ts'

const WORLD = { names: ['g', 't-0'] } as unknown as World

const chunk = createChunk(0)

/** The one row there is, written anew. */
function row(kind: number, a: number, b: number, c: number): TraceChunk {
  chunk.kind[0] = kind
  chunk.a[0] = a
  chunk.b[0] = b
  chunk.c[0] = c
  return chunk
}
const end = (to: number) => row(HIGH_WATERMARK_ADVANCED.code, 1, 0, to)
const commit = (offset: number) => row(OFFSET_COMMITTED.code, 0, 1, offset)

describe('the lag of a group', () => {
  test('is the high watermark less the committed offset, and unknown before the first commit', () => {
    const track = newLagTrack()
    noteLag(track, WORLD, end(100), 0, 240_000)
    noteLag(track, WORLD, commit(40), 0, 480_000)
    noteLag(track, WORLD, end(150), 0, 720_000)
    noteLag(track, WORLD, commit(150), 0, 1_200_000)
    const [series] = lagSeries(track, 'g', 2_400_000)
    expect(series?.partition).toBe('t-0')
    const at = (timeUs: number) => series?.values[timeUs / (series?.stepUs ?? 1)]
    expect([0, 240_000, 480_000, 720_000, 1_200_000, 2_400_000].map(at)).toEqual([-1, -1, 60, 110, 0, 0])
  })

  test('keeps what was last however many steps there are', () => {
    const track = newLagTrack()
    noteLag(track, WORLD, end(50_000), 0, 0)
    for (let offset = 0; offset <= 20_000; offset++) noteLag(track, WORLD, commit(offset), 0, offset)
    const steps = track.committed.get('g')?.get('t-0')
    expect(steps?.length).toBeLessThan(4_096)
    expect(steps?.at(-1)?.value).toBe(20_000)
    expect(lagSeries(track, 'g', 20_000)[0]?.values.at(-1)).toBe(30_000)
  })
})
