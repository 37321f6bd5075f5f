// One grammar for things: inputs, selection, links, conditions, filters and the inspector all name them so.
// Names are never global counters: those would shift when a fault goes.

export type Address =
  | {
      readonly kind:
        | 'broker'
        | 'controller'
        | 'client'
        | 'process'
        | 'partition'
        | 'topic'
        | 'group'
        | 'disk'
        | 'stream'
      readonly name: string
    }
  | { readonly kind: 'replica'; readonly partition: string; readonly node: string }
  | { readonly kind: 'conn'; readonly client: string; readonly server: string; readonly channel: string }
  | { readonly kind: 'link'; readonly from: string; readonly to: string }
  | { readonly kind: 'timer'; readonly process: string; readonly timer: string; readonly key: string }
  | { readonly kind: 'record'; readonly producer: string; readonly number: number }
  | {
      readonly kind: 'message'
      readonly conn: string
      readonly api: string
      readonly id: number
      readonly response: boolean
    }
  | { readonly kind: 'event'; readonly branch: number; readonly index: number }
  | { readonly kind: 'ledger' }

/** null when the text is no address. Whether the thing exists is another question. */
export function parseAddress(text: string): Address | null {
  if (text === 'ledger') return { kind: 'ledger' }
  const colon = text.indexOf(':')
  if (colon <= 0 || colon === text.length - 1) return null
  const kind = text.slice(0, colon)
  const rest = text.slice(colon + 1)
  switch (kind) {
    case 'broker':
    case 'controller':
    case 'client':
    case 'process':
    case 'partition':
    case 'topic':
    case 'group':
    case 'disk':
    case 'stream':
      return { kind, name: rest }
    case 'replica':
      return parseReplica(rest)
    case 'conn':
      return parseConn(rest)
    case 'link':
      return parsePair(rest, (from, to) => ({ kind: 'link', from, to }))
    case 'timer':
      return parseTimer(rest)
    case 'record':
      return parseNumbered(rest, (producer, number) => ({ kind: 'record', producer, number }))
    case 'message':
      return parseMessage(rest)
    case 'event':
      return parseNumbered(rest, (branch, index) =>
        isCount(branch) ? { kind: 'event', branch: Number(branch), index } : null,
      )
    default:
      return null
  }
}

function parseReplica(rest: string): Address | null {
  const split = rest.lastIndexOf('@')
  if (split <= 0 || split === rest.length - 1) return null
  return { kind: 'replica', partition: rest.slice(0, split), node: rest.slice(split + 1) }
}

function parsePair(rest: string, make: (a: string, b: string) => Address): Address | null {
  const split = rest.indexOf('>')
  if (split <= 0 || split === rest.length - 1) return null
  return make(rest.slice(0, split), rest.slice(split + 1))
}

function parseConn(rest: string): Address | null {
  return parsePair(rest, (client, tail) => {
    const slash = tail.indexOf('/')
    const server = slash < 0 ? tail : tail.slice(0, slash)
    return { kind: 'conn', client, server, channel: slash < 0 ? '' : tail.slice(slash + 1) }
  })
}

function parseTimer(rest: string): Address | null {
  const [process, timer, ...key] = rest.split('/')
  if (process === undefined || process === '' || timer === undefined || timer === '') return null
  return { kind: 'timer', process, timer, key: key.join('/') }
}

function parseNumbered(rest: string, make: (name: string, number: number) => Address | null): Address | null {
  const split = rest.lastIndexOf('/')
  const number = rest.slice(split + 1)
  if (split <= 0 || !isCount(number)) return null
  return make(rest.slice(0, split), Number(number))
}

/** `p1>2/Produce/17`, with the channel after the connection if it has one, and `/response` behind for the answer. */
function parseMessage(rest: string): Address | null {
  const response = rest.endsWith('/response')
  const parts = (response ? rest.slice(0, -'/response'.length) : rest).split('/')
  const id = parts.pop()
  const api = parts.pop()
  const conn = parts.join('/')
  if (id === undefined || api === undefined || !isCount(id) || api === '' || parseConn(conn) === null)
    return null
  return { kind: 'message', conn, api, id: Number(id), response }
}

function isCount(text: string): boolean {
  return /^\d{1,15}$/.test(text)
}
