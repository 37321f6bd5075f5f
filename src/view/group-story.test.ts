import { describe, expect, test } from 'vitest'
import type { GroupTold } from './group-story.ts'
import { groupStories } from './group-story.ts'

let event = 0
const at = (ms: number): { event: number; timeUs: number } => {
  event += 1
  return { event, timeUs: ms * 1_000 }
}
const assigned = (ms: number, client: string, partition: string, epoch = 1): GroupTold => ({
  ...at(ms),
  what: 'assigned',
  group: 'g',
  client,
  partition,
  epoch,
})
const revoked = (ms: number, client: string, partition: string): GroupTold => ({
  ...at(ms),
  what: 'revoked',
  group: 'g',
  client,
  partition,
  epoch: 1,
})

const storiesOf = (told: readonly GroupTold[]) => groupStories(told, () => [])

describe('the story of a group', () => {
  test('the gap of a partition reaches from the end of one ownership to the beginning of the next', () => {
    const [story] = storiesOf([
      assigned(0, 'c1', 't-0'),
      revoked(100, 'c1', 't-0'),
      assigned(3_512, 'c2', 't-0', 2),
    ])
    expect(story?.gaps).toEqual([
      { partition: 't-0', from: 'c1', to: 'c2', fromUs: 100_000, toUs: 3_512_000 },
    ])
    expect(story?.overlaps).toEqual([])
  })

  test('a partition that nobody has taken again leaves its gap open', () => {
    const [story] = storiesOf([assigned(0, 'c1', 't-0'), { ...at(50), what: 'ended', client: 'c1' }])
    expect(story?.gaps).toEqual([{ partition: 't-0', from: 'c1', to: null, fromUs: 50_000, toUs: null }])
    expect(story?.lanes[0]?.spans[0]?.end).toBe('process')
  })

  test('revoked and assigned in the same moment is no gap', () => {
    const [story] = storiesOf([
      assigned(0, 'c1', 't-0'),
      revoked(100, 'c1', 't-0'),
      assigned(100, 'c1', 't-0', 2),
    ])
    expect(story?.gaps).toEqual([])
    expect(story?.lanes[0]?.spans.map((span) => span.epoch)).toEqual([1, 2])
  })

  test('two clients that own a partition at a time overlap until the first of them ends', () => {
    const [story] = storiesOf([
      assigned(0, 'c1', 't-0'),
      assigned(100, 'c2', 't-0', 2),
      { ...at(400), what: 'lost', group: 'g', client: 'c1', partition: 't-0', epoch: 1 },
    ])
    expect(story?.overlaps).toEqual([
      { partition: 't-0', clients: ['c1', 'c2'], fromUs: 100_000, toUs: 400_000 },
    ])
    expect(story?.gaps).toEqual([])
  })

  test('groups are kept apart, and members stand in order of name', () => {
    const stories = storiesOf([
      { ...at(0), what: 'joined', group: 'g', client: 'c2' },
      { ...at(1), what: 'joined', group: 'h', client: 'd1' },
      { ...at(2), what: 'joined', group: 'g', client: 'c1' },
      { ...at(3), what: 'state', group: 'g', state: 'Stable', epoch: 3 },
    ])
    expect(stories.map((story) => [story.group, story.lanes.map((lane) => lane.client)])).toEqual([
      ['g', ['c1', 'c2']],
      ['h', ['d1']],
    ])
    expect(stories[0]?.phases).toMatchObject([{ state: 'Stable', epoch: 3 }])
  })

  test('a member that joins each rebalance anew has joined once, until it leaves', () => {
    const joined = (ms: number): GroupTold => ({ ...at(ms), what: 'joined', group: 'g', client: 'c1' })
    const [story] = storiesOf([
      joined(0),
      joined(10),
      { ...at(20), what: 'left', group: 'g', client: 'c1' },
      joined(30),
    ])
    expect(story?.marks.map((mark) => mark.kind)).toEqual(['joined', 'left', 'joined'])
  })
})
