// A fetcher by hand. Codes 617 and 618; subject: the broker that fetches.

import { declareFact } from '../../sim/facts.ts'

export const FETCHER_PAUSED = declareFact(617, 'fetcher.paused', 'replica', 91, ['leader', 'partitions'])
export const FETCHER_RESUMED = declareFact(618, 'fetcher.resumed', 'replica', 91, ['leader', 'partitions'])
