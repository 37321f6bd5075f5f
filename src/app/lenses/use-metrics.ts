import type { MetricsRows } from '../../view/lens-rows.ts'
import type { RunHost } from '../../worker/protocol.ts'
import { useWhileComputing } from '../state/use-while-computing.ts'

const ask = (host: RunHost, branch: number): Promise<MetricsRows> => host.metrics(branch)

/** The next sample would lie beyond the end. */
function reaches({ timesUs }: MetricsRows, endUs: number): boolean {
  const stepUs = (timesUs[1] ?? 0) - (timesUs[0] ?? 0)
  return stepUs > 0 && (timesUs.at(-1) ?? -1) + stepUs > endUs
}

/** The figures over virtual time; null until answered. */
export function useMetrics(): MetricsRows | null {
  return useWhileComputing(ask, reaches)
}
