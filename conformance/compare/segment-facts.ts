// The files of a replica's directory, and what its indexes hold, told as the recorder tells them.

import { topicConfig } from '../../src/kafka/config/resolve.ts'
import { partitionFiles } from '../../src/kafka/log/files/partition-files.ts'
import { segmentsOf } from '../../src/kafka/log/files/segments.ts'
import { segmentFileName } from '../../src/kafka/log/files/text-files.ts'
import type { Log } from '../../src/kafka/log/log.ts'
import type { Node } from '../../src/kafka/node.ts'
import { truthImage } from '../../src/kafka/truth.ts'
import type { World } from '../../src/sim/world.ts'
import type { Json } from './recording.ts'

/** By name of the fact. */
export function segmentFacts(
  world: World,
  topic: string,
  node: Readonly<Node>,
  log: Readonly<Log>,
): [string, Json][] {
  const config = topicConfig(truthImage(world).configs.get(`topic/${topic}`) ?? {}, node.config)
  const files = partitionFiles({
    log,
    config,
    topicId: '',
    closed: false,
    workloadOf: () => {
      throw new Error('no bytes are asked for')
    },
  })
  const told = files.map(({ path, sizeBytes }) => (path.endsWith('.log') ? [path, sizeBytes] : [path]))
  const facts: [string, Json][] = [['files', told]]
  for (const segment of segmentsOf(log, false)) {
    const { baseOffset, index, timeIndex } = segment
    facts.push([
      segmentFileName(baseOffset, 'index'),
      index.map(({ offset, position }) => `offset: ${offset} position: ${position}`),
    ])
    facts.push([
      segmentFileName(baseOffset, 'timeindex'),
      timeIndex.map(({ timestampMs, offset }) => `timestamp: ${timestampMs} offset: ${offset}`),
    ])
  }
  return facts
}
