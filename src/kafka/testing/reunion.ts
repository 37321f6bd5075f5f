// Two replicas that led epochs of their own meet again: logs as a test writes them, and what becomes of them when one follows the other.

import type { World } from '../../sim/world.ts'
import { own } from '../../sim/world.ts'
import { TRUNCATED } from '../broker/facts.ts'
import { assignOffsets } from '../log/batch.ts'
import { assignEpoch } from '../log/leader-epochs.ts'
import type { Log } from '../log/log.ts'
import { appendBatch } from '../log/log.ts'
import type { RulesOverride } from '../rules/rules.ts'
import { testBatch } from './requests.ts'
import { SmallCluster } from './small-cluster.ts'

/** `[epoch, records]`: one record a batch, as a leader of each epoch would have appended them. */
export type Written = readonly (readonly [epoch: number, records: number])[]

function writeLog(world: World, log: Log, written: Written): void {
  const mine = own(world, log)
  for (const [epoch, records] of written) {
    assignEpoch(mine.epochs, epoch, mine.logEnd)
    for (let record = 0; record < records; record++) {
      // The same epoch and offset hold the same record wherever they are.
      const batch = testBatch({ number: 1_000 * epoch + mine.logEnd })
      appendBatch(mine, assignOffsets(batch, mine.logEnd, epoch), world.nowUs)
    }
  }
}

/** Two brokers with these logs on their disks; broker 2 leads, broker 1 follows. */
export function reunion(leader: Written, follower: Written, rulesOverride: RulesOverride = {}): SmallCluster {
  const on = new SmallCluster({
    brokers: 2,
    placement: [[1, 2]],
    topic: { 'min.insync.replicas': 1 },
    // Both come back as fresh replicas of the files that the test writes.
    cluster: { 'unclean.leader.election.enable': true },
    rulesOverride,
  })
  for (const node of ['1', '2']) {
    on.input('stop', { node })
    on.runUntil(() => on.process(node).life === 'stopped')
    on.runUntil(() => !on.state().isr.includes(Number(node)) || on.state().isr.length <= 1)
  }
  on.act((world) => {
    for (const [broker, written] of [
      [1, follower],
      [2, leader],
    ] as const) {
      const log = own(world, on.log(broker))
      log.epochs.length = 0
      writeLog(world, log, written)
    }
  })
  on.input('start', { node: '2' })
  on.runUntil(() => on.replica(2).role === 'leader')
  on.input('start', { node: '1' })
  return on
}

/** What the follower cut: its log's end before and after. */
export function cuts(on: SmallCluster): (readonly [from: number, to: number])[] {
  return on
    .facts(TRUNCATED)
    .filter((row) => row.object === 'replica:orders-0@1')
    .map((row) => [row.b, row.c])
}
