// What every JavaScript engine is asked: the hashes of every shipped scenario, and of chaos seeds of the failover. Bundled into one module that needs nothing
// but the language, and leaves its functions where any page or process finds them.

import { SHIPPED } from 'virtual:scenarios'
import { planChaos } from '../../src/run/chaos.ts'
import { chaosProfile } from '../../src/run/chaos-profiles.ts'
import { runTrial } from '../../src/run/trial.ts'
import type { Trial } from '../../src/scenario/report.ts'
import type { Engines, EngineTask } from './engines.ts'

const CHAOS_SCENARIO = 'leader-failover'

function tasks(chaosSeeds: number): EngineTask[] {
  const scenarios = SHIPPED.map(({ id }) => ({ scenario: id, chaosSeed: null }))
  const seeds = Array.from({ length: chaosSeeds }, (_, place) => ({
    scenario: CHAOS_SCENARIO,
    chaosSeed: place + 1,
  }))
  return [...scenarios, ...seeds]
}

async function trialOf({ scenario: id, chaosSeed }: EngineTask): Promise<Trial> {
  const scenario = await SHIPPED.find((one) => one.id === id)?.load()
  const profile = chaosProfile('default')
  if (scenario === undefined || profile === null) throw new Error(`no scenario ${id}`)
  if (chaosSeed !== null) return planChaos(scenario, profile, String(chaosSeed))
  return { scenario, seed: scenario.seed, plants: [], heal: null }
}

async function hashOf(task: EngineTask): Promise<string> {
  const { events, traceHash, stateHash } = runTrial(await trialOf(task))
  return `${events} ${traceHash} ${stateHash}`
}

const engines: Engines = { tasks, hashOf }
;(globalThis as unknown as { highwaterEngines: Engines }).highwaterEngines = engines
