// auto.offset.reset=by_duration:<ISO-8601> (KIP-1106, since 4.0): days, hours, minutes and seconds, as Java's Duration reads them; never negative.

/** As the source of a regular expression, since a schema shows it too. */
export const BY_DURATION =
  '^by_duration:[Pp](?!$)(\\d{1,7}[Dd])?([Tt](?!$)(\\d{1,8}[Hh])?(\\d{1,9}[Mm])?(\\d{1,10}([.]\\d{1,9})?[Ss])?)?$'

export type ByDuration = `by_duration:${string}`

const UNITS = new RegExp(BY_DURATION, 'u')
const MS_OF = { day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1_000 }

/** Milliseconds of such a policy; null: it is another. */
export function durationMsOf(policy: string): number | null {
  const found = UNITS.exec(policy)
  if (found === null) return null
  const [, days, , hours, minutes, seconds] = found
  return (
    numberIn(days) * MS_OF.day +
    numberIn(hours) * MS_OF.hour +
    numberIn(minutes) * MS_OF.minute +
    Math.floor(numberIn(seconds) * MS_OF.second)
  )
}

function numberIn(text: string | undefined): number {
  return text === undefined ? 0 : Number(text.slice(0, -1))
}
