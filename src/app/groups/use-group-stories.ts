import type { GroupStory } from '../../view/group-rows.ts'
import type { RunHost } from '../../worker/protocol.ts'
import { useWhileComputing } from '../state/use-while-computing.ts'

type Answer = Awaited<ReturnType<RunHost['groups']>>

const ask = (host: RunHost, branch: number): Promise<Answer> => host.groups(branch)
const reaches = ({ computedUs }: Answer, endUs: number): boolean => computedUs >= endUs

/** The groups' stories; null until answered. */
export function useGroupStories(): readonly GroupStory[] | null {
  return useWhileComputing(ask, reaches)?.stories ?? null
}
