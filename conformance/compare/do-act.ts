// One act of a plan, done to the engine’s cluster.

import { autoCreate, brokersTopic, OFFSETS_TOPIC } from '../../src/kafka/broker/auto-create.ts'
import type { Admin } from '../../src/kafka/client/admin.ts'
import { goOnAdmin, newTopic } from '../../src/kafka/client/admin.ts'
import { startOperation } from '../../src/kafka/client/admin-operations.ts'
import type { Consumer } from '../../src/kafka/client/consumer.ts'
import { INPUT_REGISTRY } from '../../src/kafka/inputs/registry.ts'
import { activeController, nodesOf } from '../../src/kafka/truth.ts'
import type { Process } from '../../src/sim/process.ts'
import { find, own } from '../../src/sim/world.ts'
import type { Driver } from './driver.ts'
import { groupState } from './group-facts.ts'
import { latestOffset, logFacts } from './log-facts.ts'
import type { Act } from './plan.ts'
import type { ProduceRun } from './produce-step.ts'
import { goOn } from './produce-step.ts'
import type { Json } from './recording.ts'

export function doAct(driver: Driver, act: Act): void {
  const { world } = driver
  switch (act.kind) {
    case 'process':
      doProcess(driver, act.input, act.node)
      return
    case 'produce': {
      const before = driver.produced.filter(({ client }) => client === act.client)
      const firstNumber = before.reduce((sum, run) => sum + run.produce.records.length, 0)
      const run: ProduceRun = {
        step: act.step,
        client: act.client,
        produce: act.produce,
        firstNumber,
        sent: [],
      }
      driver.produced.push(run)
      goOn(world, run)
      return
    }
    case 'read':
      driver.reads.set(act.client, {
        step: act.step,
        seek: act.seek,
        rows: [],
        position: -1,
        failed: null,
      })
      return
    case 'endRead': {
      const read = driver.reads.get(act.client)
      const [partition] = (find(world, `consumer:${act.client}`) as Consumer).partitions
      if (read !== undefined) read.position = partition?.position ?? -1
      doProcess(driver, 'kill', act.client)
      return
    }
    case 'commit':
      driver.commits.set(act.client, act.step)
      return
    case 'offsetsTopic': {
      const broker = nodesOf(world).find(({ isBroker }) => isBroker)
      if (broker !== undefined) autoCreate(world, broker, [brokersTopic(broker, OFFSETS_TOPIC)])
      return
    }
    case 'listOffsets': {
      const result: { [partition: string]: Json } = {}
      for (const partition of act.partitions) result[partition] = latestOffset(world, partition)
      driver.results.set(act.step, result)
      return
    }
    case 'createTopic': {
      const { topic, partitions, replicationFactor, placement, config } = act.topic
      const admin = own(world, find(world, 'admin:admin') as Admin)
      const name = topic ?? ''
      admin.missing = [
        newTopic({
          name,
          partitions: typeof partitions === 'number' ? partitions : -1,
          replicationFactor: replicationFactor ?? -1,
          placement: placement ?? null,
          config: config ?? {},
        }),
      ]
      admin.step = 'topics'
      driver.creating = { step: act.step, topic: name }
      goOnAdmin(world, find(world, 'process:admin') as Process, admin)
      return
    }
    case 'admin': {
      const { nextOperation } = find(world, 'admin:admin') as Admin
      driver.asking.set(nextOperation, act.step)
      startOperation(world, act.operation)
      return
    }
    case 'snapshot':
      takeSnapshot(driver, act.step)
  }
}

export function takeSnapshot(driver: Driver, moment: string): void {
  const { world } = driver
  driver.snapshots.set(moment, logFacts(world, driver.produced))
  driver.groups.set(moment, new Map(driver.plan.groups.map((group) => [group, groupState(world, group)])))
}

function doProcess(driver: Driver, input: string, node: string): void {
  const { world } = driver
  if (node === 'active-controller' && input !== 'start' && input !== 'resume') {
    driver.active = String(activeController(world))
  }
  const args = { node: node === 'active-controller' ? driver.active : node }
  const declared = INPUT_REGISTRY.get(input)
  if (declared === undefined || !declared.applies(world, args))
    throw new Error(`${input} ${args.node} makes no sense`)
  declared.effect(world, args)
}
