// A config as part of an entity: sealed, and hashed as text once, since a value may be a fraction.

import { HASH_SEED, mixString } from '../../sim/hash.ts'
import type { Sealed } from '../../sim/tree.ts'

export type SealedConfig<Config> = Config & Sealed & { readonly contentHash: number }

export function sealConfig<Config extends object>(config: Config): SealedConfig<Config> {
  const hash = { ...HASH_SEED }
  const values = config as { readonly [name: string]: unknown }
  for (const name of Object.keys(values).sort()) mixString(hash, `${name}=${String(values[name])}`)
  return { ...config, sealed: true, contentHash: hash.lo }
}

/** A changed copy of one that was sealed: its old seal is no part of what is hashed. */
export function resealConfig<Config extends object>(config: Config): SealedConfig<Config> {
  const { sealed: _sealed, contentHash: _hash, ...values } = config as Config & Partial<SealedConfig<Config>>
  return sealConfig(values) as SealedConfig<Config>
}
