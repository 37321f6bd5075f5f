// Kafka's name to the key the engine reads: `linger.ms` is lingerMs.

export type CamelName<Name extends string> = Name extends `${infer Head}.${infer Rest}`
  ? `${Head}${Capitalize<CamelName<Rest>>}`
  : Name

export function camelName<Name extends string>(name: Name): CamelName<Name> {
  let camel = known.get(name)
  if (camel === undefined) {
    camel = joined(name)
    known.set(name, camel)
  }
  return camel as CamelName<Name>
}

/** Configs are resolved at every change of a partition. */
const known = new Map<string, string>()

function joined(name: string): string {
  const parts = name.split('.')
  const tail = parts.slice(1).map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
  return (parts[0] ?? '') + tail.join('')
}
