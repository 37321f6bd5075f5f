// A resolved config by the name that Kafka gives it, for whoever goes through all of them.

import { camelName } from './camel.ts'
import type { ConfigValue } from './entry.ts'

export function configNamed(config: object, name: string): ConfigValue {
  return (config as { readonly [key: string]: ConfigValue | undefined })[camelName(name)] ?? null
}
