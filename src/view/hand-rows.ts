// What a hand can do to a message or a timer at this moment: those of the declared inputs that apply to it.

import { INPUTS } from '../kafka/inputs/registry.ts'
import type { Address } from '../sim/address.ts'
import { parseAddress } from '../sim/address.ts'
import type { InputDeclaration } from '../sim/input.ts'
import type { World } from '../sim/world.ts'
import type { HandRow } from './rows.ts'

export function handRows(world: World, address: string): HandRow[] {
  const known = parseAddress(address)
  if (known === null) return []
  const rows: HandRow[] = []
  for (const input of INPUTS) {
    if (input.family !== 'message') continue
    const args = argsOf(input, address, known)
    if (args === null || !input.applies(world, args)) continue
    const takesTime = input.fields.some(({ kind }) => kind === 'duration')
    rows.push({ input: input.id, args, takesTime })
  }
  return rows
}

/** null: the input is done to something else. */
function argsOf({ fields }: InputDeclaration, address: string, known: Address): HandRow['args'] | null {
  const [first, second] = fields
  if (first === undefined) return null
  if (first.kind === known.kind) return { [first.name]: address }
  // A fetcher is reached through the requests that it sends.
  if (first.kind !== 'broker' || second?.kind !== 'broker' || known.kind !== 'message') return null
  const conn = parseAddress(`conn:${known.conn}`)
  if (conn?.kind !== 'conn' || conn.channel !== 'fetcher') return null
  return { [first.name]: conn.client, [second.name]: conn.server }
}
