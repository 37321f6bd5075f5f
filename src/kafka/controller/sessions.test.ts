import { expect, test } from 'vitest'
import { SmallCluster } from '../testing/small-cluster.ts'
import { truthImage } from '../truth.ts'
import { BROKER_FENCED, BROKER_UNFENCED } from './facts.ts'

const TIMER = 'timer:101/session/2'

function isFenced(cluster: SmallCluster): boolean {
  return truthImage(cluster.world).brokers.get(2)?.fenced === true
}

test('a session whose timer a hand fires early is over: the broker is fenced, and unfenced with its next heartbeat', () => {
  const cluster = new SmallCluster()
  cluster.runTo(6_000)
  expect(isFenced(cluster)).toBe(false)
  cluster.input('fire-timer', { timer: TIMER })
  cluster.runUntil(() => isFenced(cluster), 500)
  expect(cluster.facts(BROKER_FENCED).length).toBe(1)
  cluster.runUntil(() => !isFenced(cluster), 5_000)
  expect(cluster.facts(BROKER_UNFENCED).length).toBeGreaterThan(0)
})

test('a session that a hand puts off lasts longer by so much', () => {
  const cluster = new SmallCluster()
  cluster.runTo(6_000)
  cluster.input('kill', { node: '2' })
  cluster.runFor(100)
  cluster.input('put-off-timer', { timer: TIMER, by: 5_000_000 })
  cluster.runFor(12_000)
  expect(isFenced(cluster)).toBe(false)
  cluster.runUntil(() => isFenced(cluster), 5_000)
})
