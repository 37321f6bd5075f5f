// What Kafka's own recovery made of logs that a loss of power had torn, as they were exported (recoveries/), and what the engine's makes of them.

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { RecoveryByReplica } from './recovery.ts'
import { engineRecovery } from './recovery.ts'

interface Recording {
  readonly kafka: string
  readonly file: string
  readonly seed: string
  readonly at: string
  readonly traceHash: string
  readonly tornSegments: { readonly [replica: string]: number }
  readonly engine: RecoveryByReplica
  readonly recovered: RecoveryByReplica
  /** As if the recovery point had been beyond the torn segment. */
  readonly recoveredFromBehind: RecoveryByReplica
}

const folder = new URL('recoveries/4.3.1/', import.meta.url)
const recordings = readdirSync(folder)
  .sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Recording)

it('logs torn in their last segment, and in one before it, are both recorded', () => {
  const all = recordings.flatMap(({ recovered }) => Object.values(recovered))
  expect(all.filter(({ deleted }) => deleted.length > 0).length).toBeGreaterThan(2)
  expect(all.filter(({ deleted }) => deleted.length === 0).length).toBeGreaterThan(2)
})

for (const recording of recordings) {
  const { file, seed, at, engine, recovered, recoveredFromBehind, tornSegments } = recording
  describe(`${file} at ${at}, exported and recovered by Kafka ${recording.kafka}`, async () => {
    it('ends where the engine says, with the segments that it says, and deletes the same files', () => {
      expect(recovered).toEqual(engine)
      expect(Object.keys(recovered)).toEqual(Object.keys(tornSegments))
    })

    it('keeps no segment behind the torn one, and looks at none below the recovery point', () => {
      for (const [replica, { segments, deleted }] of Object.entries(recovered)) {
        expect(segments.at(-1)?.[0]).toBe(tornSegments[replica])
        const behind = recoveredFromBehind[replica]
        expect(behind === undefined).toBe(deleted.length === 0)
        if (behind === undefined) continue
        expect(behind.deleted).toEqual([])
        expect(behind.segments.length).toBeGreaterThan(segments.length)
      }
    })

    const run = await engineRecovery(file, seed, at)
    const isSameRun = run.traceHash === recording.traceHash
    const otherwise = isSameRun ? '' : ` (skipped: the run's trace is ${run.traceHash} now; record it anew)`
    it.skipIf(!isSameRun)(`is recovered by the engine today as Kafka did it${otherwise}`, () => {
      expect(run.recovered).toEqual(recovered)
    })
  })
}
