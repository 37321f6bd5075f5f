// One follower's fetcher, paused and resumed: as if its thread got no processor. A request that is under way is still answered and taken.

import type { InputArgs, InputDeclaration, InputField } from '../../sim/input.ts'
import { textArg } from '../../sim/input.ts'
import type { Process } from '../../sim/process.ts'
import { isAlive } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { find } from '../../sim/world.ts'
import { pauseFetcher, resumeFetcher } from '../broker/fetcher.ts'
import type { Fetcher } from '../broker/fetcher-state.ts'
import { fetcherAddress } from '../broker/fetcher-state.ts'
import { targetProcess } from './target.ts'

/** The broker that fetches, and the one that it fetches from. */
const FIELDS: readonly InputField[] = [
  { name: 'node', kind: 'broker' },
  { name: 'leader', kind: 'broker' },
]

function onFetcher(
  code: number,
  id: string,
  isPaused: boolean,
  effect: (world: World, fetcher: Readonly<Fetcher>) => void,
): InputDeclaration {
  return {
    code,
    id,
    family: 'message',
    fields: FIELDS,
    applies: (world, args) => {
      const process: Process | null = targetProcess(world, args, 'node')
      const fetcher = fetcherAt(world, args)
      if (process === null || !isAlive(process) || fetcher === null) return false
      return fetcher.pausedBy >= 0 === isPaused
    },
    effect: (world, args) => {
      const fetcher = fetcherAt(world, args)
      if (fetcher !== null) effect(world, fetcher)
    },
  }
}

function fetcherAt(world: World, args: InputArgs): Fetcher | null {
  return find(world, fetcherAddress(textArg(args, 'leader'), Number(textArg(args, 'node')))) as Fetcher | null
}

export const PAUSE_FETCHER = onFetcher(97, 'pause-fetcher', false, pauseFetcher)
export const RESUME_FETCHER = onFetcher(98, 'resume-fetcher', true, resumeFetcher)
