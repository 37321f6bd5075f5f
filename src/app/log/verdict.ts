import type { LogRecordRow } from '../../view/log-rows.ts'

/** Key of the words for what became of a record. */
export function verdictOf({ behind, gone, acknowledged }: LogRecordRow): string {
  if (behind) return 'log.behind'
  return gone ? 'log.gone' : `log.acknowledged.${acknowledged}`
}
