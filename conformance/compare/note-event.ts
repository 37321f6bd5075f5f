// What a recording would tell of an event, noted as it happens: some of it is known at once only.

import { HIGH_WATERMARK_ADVANCED, TRUNCATED } from '../../src/kafka/broker/facts.ts'
import { ADMIN_ANSWERED } from '../../src/kafka/client/admin-facts.ts'
import type { Consumer } from '../../src/kafka/client/consumer.ts'
import {
  BATCH_ACKNOWLEDGED,
  BATCH_FAILED,
  POSITION_LOST,
  POSITION_OUT_OF_RANGE,
  RECORD_APPENDED,
  RECORDS_DELIVERED,
} from '../../src/kafka/client/facts.ts'
import { COMMIT_CONFIRMED, COMMIT_FAILED } from '../../src/kafka/client/group/facts.ts'
import { REGISTRATION_ANSWERED, TOPIC_CREATED, TOPIC_REFUSED } from '../../src/kafka/controller/facts.ts'
import { METADATA_APPENDED } from '../../src/kafka/raft/facts.ts'
import { PROCESS_STOPPED } from '../../src/sim/facts.ts'
import type { Process } from '../../src/sim/process.ts'
import type { TraceChunk } from '../../src/sim/trace.ts'
import { at, find } from '../../src/sim/world.ts'
import { adminResult } from './admin-step.ts'
import type { Driver, Noted } from './driver.ts'
import { soon } from './driver.ts'
import { GROUP_FACTS } from './group-facts.ts'
import { recordsBetween } from './log-facts.ts'
import type { ProduceRun } from './produce-step.ts'

const WANTED = [
  ADMIN_ANSWERED,
  TRUNCATED,
  HIGH_WATERMARK_ADVANCED,
  BATCH_ACKNOWLEDGED,
  BATCH_FAILED,
  RECORD_APPENDED,
  RECORDS_DELIVERED,
  TOPIC_CREATED,
  TOPIC_REFUSED,
  REGISTRATION_ANSWERED,
  METADATA_APPENDED,
  PROCESS_STOPPED,
  POSITION_LOST,
  POSITION_OUT_OF_RANGE,
  COMMIT_CONFIRMED,
  COMMIT_FAILED,
  ...GROUP_FACTS,
]
const WANTED_CODES: ReadonlySet<number> = new Set(WANTED.map((kind) => kind.code))

export function noteEvent(driver: Driver, chunk: TraceChunk, firstRow: number): void {
  const { world } = driver
  for (let row = firstRow; row < chunk.rows; row++) {
    const code = chunk.kind[row] as number
    if (!WANTED_CODES.has(code)) continue
    const who = (at(world, chunk.subject[row] as number) as Process).name
    const [a, b, c, d] = [chunk.a[row], chunk.b[row], chunk.c[row], chunk.d[row]] as [
      number,
      number,
      number,
      number,
    ]
    const noted: Noted = { timeUs: world.nowUs, code, who, a, b, c, d }
    driver.noted.push(noted)
    take(driver, noted)
  }
}

/** What is known at once only. */
function take(driver: Driver, noted: Noted): void {
  const { world } = driver
  const name = world.names[noted.a] ?? ''
  switch (noted.code) {
    case BATCH_ACKNOWLEDGED.code:
      settle(driver, noted.who, name, noted.b, (sent, place) => {
        sent.offset = noted.d < 0 ? -1 : noted.d + place
      })
      return
    case BATCH_FAILED.code:
      settle(driver, noted.who, name, noted.b, (sent) => {
        sent.error = noted.d
      })
      return
    case RECORDS_DELIVERED.code: {
      const read = driver.reads.get(noted.who)
      if (read === undefined) return
      for (const row of recordsBetween(world, name, noted.b, noted.c, driver.produced)) read.rows.push(row)
      return
    }
    case POSITION_LOST.code: {
      const read = driver.reads.get(noted.who)
      // The engine's consumer looks for a position before the step has set one.
      if (read?.seek === null) read.failed ??= 'NoOffsetForPartitionException'
      return
    }
    case POSITION_OUT_OF_RANGE.code: {
      const read = driver.reads.get(noted.who)
      const { config } = find(world, `consumer:${noted.who}`) as Consumer
      if (read !== undefined && config.autoOffsetReset === 'none') read.failed = 'OffsetOutOfRangeException'
      return
    }
    case COMMIT_CONFIRMED.code:
    case COMMIT_FAILED.code: {
      const step = driver.commits.get(noted.who)
      if (step === undefined) return
      driver.results.set(step, noted.code === COMMIT_FAILED.code ? { code: noted.d } : 'ok')
      return
    }
    case ADMIN_ANSWERED.code: {
      const step = driver.asking.get(noted.d)
      if (step !== undefined) driver.results.set(step, adminResult(world, noted.d))
      return
    }
    case TOPIC_CREATED.code:
    case TOPIC_REFUSED.code: {
      const refused = noted.code === TOPIC_REFUSED.code
      if (driver.creating?.topic !== name) return
      driver.results.set(driver.creating.step, refused ? { code: noted.b } : 'ok')
      driver.creating = null
      if (refused) soon(driver, 'forget-topic', 0)
    }
  }
}

function settle(
  driver: Driver,
  client: string,
  partition: string,
  batch: number,
  how: (sent: ProduceRun['sent'][number], place: number) => void,
): void {
  for (const run of driver.produced) {
    if (run.client !== client) continue
    run.sent
      .filter((sent) => sent.partition === partition && sent.batch === batch)
      .forEach((sent, place) => {
        how(sent, place)
      })
  }
}
