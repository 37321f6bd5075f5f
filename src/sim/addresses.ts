// Addresses that are looked up at every turn, made once: a joined string is hashed anew for each look-up, a kept one is not.

/** `<kind>:<id>` for small whole ids. */
export function numberedAddress(kind: string): (id: number) => string {
  const known: string[] = []
  return (id) => {
    let address = known[id]
    if (address === undefined) {
      address = `${kind}:${id}`
      known[id] = address
    }
    return address
  }
}

/** `<kind>:<name>@<id>`. */
export function placedAddress(kind: string): (name: string, id: number) => string {
  const known = new Map<string, string[]>()
  return (name, id) => {
    let places = known.get(name)
    if (places === undefined) {
      places = []
      known.set(name, places)
    }
    let address = places[id]
    if (address === undefined) {
      address = `${kind}:${name}@${id}`
      places[id] = address
    }
    return address
  }
}
