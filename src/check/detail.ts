// What exactly was found, before it is worded: a key of the words under `evidence.` and its numbers and names. src/tell words it.

export interface Detail {
  readonly key: string
  readonly args: { readonly [name: string]: string | number }
}

export function detailOf(key: string, args: Detail['args']): Detail {
  return { key: `evidence.${key}`, args }
}
