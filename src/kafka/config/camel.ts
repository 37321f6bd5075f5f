// Kafka's name to the key the engine reads: `linger.ms` is lingerMs.

export type CamelName<Name extends string> = Name extends `${infer Head}.${infer Rest}`
  ? `${Head}${Capitalize<CamelName<Rest>>}`
  : Name

export function camelName<Name extends string>(name: Name): CamelName<Name> {
  const parts = name.split('.')
  const tail = parts.slice(1).map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
  return ((parts[0] ?? '') + tail.join('')) as CamelName<Name>
}
