// Where replicas go when nobody says: StripedReplicaPlacer (server.md 4.1). Its law, not its random numbers.

import { present } from '../../sim/assert.ts'
import type { Chance } from '../../sim/chance.ts'
import { drawInt, drawShuffle } from '../../sim/chance.ts'

export interface UsableBroker {
  readonly id: number
  readonly rack: string | null
  readonly fenced: boolean
}

interface BrokerList {
  readonly brokers: number[]
  offset: number
  epoch: number
  index: number
}

interface Rack {
  readonly name: string
  readonly unfenced: BrokerList
  readonly fenced: BrokerList
}

// rule: topics.placement
/** Replica lists for so many partitions, or null when the factor cannot be met. */
export function placeReplicas(
  chance: Chance,
  brokers: readonly UsableBroker[],
  partitions: number,
  factor: number,
): number[][] | null {
  const unfenced = brokers.filter((broker) => !broker.fenced).length
  if (factor <= 0 || factor > brokers.length || unfenced === 0) return null
  const racks = buildRacks(chance, brokers)
  let rackOffset = drawInt(chance, racks.length)
  let epoch = 0
  const placed: number[][] = []
  for (let i = 0; i < partitions; i++) {
    if (epoch === unfenced && unfenced > 1) {
      shuffleRacks(chance, racks)
      epoch = 0
    }
    if (rackOffset === racks.length) rackOffset = 0
    placed.push(placeOne(racks, rackOffset, epoch, factor))
    epoch += 1
    rackOffset += 1
  }
  return placed
}

/** The leader from the first rack that has an unfenced broker left, the others from the racks in turn, skipping the leader's once. */
function placeOne(racks: readonly Rack[], rackOffset: number, epoch: number, factor: number): number[] {
  let first = rackOffset
  let leader = nextBroker(rackAt(racks, first).unfenced, epoch)
  while (leader < 0) {
    first = (first + 1) % racks.length
    leader = nextBroker(rackAt(racks, first).unfenced, epoch)
  }
  const replicas = [leader]
  let rack = rackOffset
  while (replicas.length < factor) {
    let broker = -1
    if (rack === first) first = -1
    else broker = nextOfRack(rackAt(racks, rack), epoch)
    rack = (rack + 1) % racks.length
    if (broker >= 0) replicas.push(broker)
  }
  return replicas
}

function buildRacks(chance: Chance, brokers: readonly UsableBroker[]): Rack[] {
  const names: string[] = []
  for (const broker of brokers) {
    const name = broker.rack ?? ''
    if (!names.includes(name)) names.push(name)
  }
  names.sort()
  return names.map((name) => {
    const mine = brokers.filter((broker) => (broker.rack ?? '') === name)
    return {
      name,
      fenced: brokerList(
        chance,
        mine.filter((broker) => broker.fenced),
      ),
      unfenced: brokerList(
        chance,
        mine.filter((broker) => !broker.fenced),
      ),
    }
  })
}

function brokerList(chance: Chance, members: readonly UsableBroker[]): BrokerList {
  const brokers = members.map((broker) => broker.id).sort((a, b) => a - b)
  return { brokers, offset: brokers.length > 0 ? drawInt(chance, brokers.length) : 0, epoch: 0, index: 0 }
}

function nextBroker(list: BrokerList, epoch: number): number {
  const size = list.brokers.length
  if (list.epoch !== epoch) {
    list.epoch = epoch
    list.index = 0
    list.offset = size === 0 ? 0 : (list.offset + 1) % size
  }
  if (list.index >= size) return -1
  const broker = present(list.brokers[(list.index + list.offset) % size], 'broker of a rack')
  list.index += 1
  return broker
}

function nextOfRack(rack: Rack, epoch: number): number {
  const broker = nextBroker(rack.unfenced, epoch)
  return broker >= 0 ? broker : nextBroker(rack.fenced, epoch)
}

function shuffleRacks(chance: Chance, racks: Rack[]): void {
  drawShuffle(chance, racks)
  for (const rack of racks) {
    drawShuffle(chance, rack.fenced.brokers)
    drawShuffle(chance, rack.unfenced.brokers)
  }
}

function rackAt(racks: readonly Rack[], index: number): Rack {
  return present(racks[index], 'rack')
}
