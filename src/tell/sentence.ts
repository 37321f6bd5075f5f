// A sentence before it is worded: a message key and its arguments. The catalogues in en.ts and ko.ts word it.

/** Arguments are numbers and names from the machine; a sentence never carries worded text. */
export interface Sentence {
  readonly key: string
  readonly args: { readonly [name: string]: string | number }
}

export function sentence(key: string, args: { readonly [name: string]: string | number } = {}): Sentence {
  return { key, args }
}
