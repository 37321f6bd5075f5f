// Which pairs of processes are linked on the cluster lens, and the curve of each. A link's place must not depend on
// what travels just now, or every line would twitch with each request.

import type { ClusterRows, Family } from '../../view/rows.ts'
import type { Curve, Point } from './curve.ts'
import { between, hanging } from './curve.ts'
import type { StageLayout } from './layout.ts'

export interface Pair {
  readonly key: string
  readonly a: string
  readonly b: string
  readonly family: Family
}

export interface Link extends Pair {
  readonly curve: Curve
}

export function pairKey(left: string, right: string): string {
  return left < right ? `${left}|${right}` : `${right}|${left}`
}

/** The pairs that talk by rule: with the active controller, among brokers, from clients to brokers. */
export function standingPairs(cluster: ClusterRows): readonly Pair[] {
  const pairs: Pair[] = []
  const add = (left: string, right: string, family: Family) => {
    const [a, b] = left < right ? [left, right] : [right, left]
    pairs.push({ key: `${a}|${b}`, a, b, family })
  }
  const brokers = cluster.nodes.filter((node) => node.roles.includes('broker')).map((node) => String(node.id))
  const active = cluster.nodes.find((node) => node.active)
  if (active !== undefined) {
    for (const node of cluster.nodes)
      if (node.id !== active.id) add(String(node.id), String(active.id), 'control')
  }
  for (const [index, left] of brokers.entries()) {
    for (const right of brokers.slice(index + 1)) {
      if (!pairs.some((pair) => pair.key === pairKey(left, right))) add(left, right, 'replica')
    }
  }
  for (const client of cluster.clients) for (const broker of brokers) add(client.id, broker, 'client')
  return pairs
}

/** Pairs of messages that no rule foresaw (a vote, a request to a former controller). */
export function strayPairs(cluster: ClusterRows, standing: readonly Pair[]): readonly Pair[] {
  const known = new Set(standing.map((pair) => pair.key))
  const stray: Pair[] = []
  for (const message of cluster.messages) {
    const key = pairKey(message.from, message.to)
    if (known.has(key)) continue
    known.add(key)
    const [a, b] = message.from < message.to ? [message.from, message.to] : [message.to, message.from]
    stray.push({ key, a, b, family: message.family })
  }
  return stray
}

type Side = 'top' | 'bottom'
interface End {
  readonly key: string
  readonly box: string
  readonly side: Side
  readonly otherX: number
}

/** Curves for all pairs whose boxes stand on the stage; ends are spread along the edge they share. */
export function routeLinks(layout: StageLayout, pairs: readonly Pair[]): ReadonlyMap<string, Link> {
  const drawn = pairs.filter((pair) => layout.boxes.has(pair.a) && layout.boxes.has(pair.b))
  const ports = spread(
    layout,
    drawn.flatMap((pair) => endsOf(layout, pair)),
  )
  const links = new Map<string, Link>()
  for (const pair of drawn) {
    const from = ports.get(`${pair.key}@${pair.a}`)
    const to = ports.get(`${pair.key}@${pair.b}`)
    if (from === undefined || to === undefined) continue
    const level = sameRow(layout, pair)
    links.set(pair.key, { ...pair, curve: level ? hanging(from, to) : between(from, to) })
  }
  return links
}

function sameRow(layout: StageLayout, pair: Pair): boolean {
  return layout.boxes.get(pair.a)?.y === layout.boxes.get(pair.b)?.y
}

function endsOf(layout: StageLayout, pair: Pair): readonly End[] {
  const a = layout.boxes.get(pair.a)
  const b = layout.boxes.get(pair.b)
  if (a === undefined || b === undefined) return []
  const side = (own: number, other: number): Side => (own > other ? 'top' : 'bottom')
  return [
    { key: pair.key, box: pair.a, side: side(a.y, b.y), otherX: b.x + b.width / 2 },
    { key: pair.key, box: pair.b, side: side(b.y, a.y), otherX: a.x + a.width / 2 },
  ]
}

function spread(layout: StageLayout, ends: readonly End[]): ReadonlyMap<string, Point> {
  const edges = new Map<string, End[]>()
  for (const end of ends) {
    const edge = `${end.box}/${end.side}`
    edges.set(edge, [...(edges.get(edge) ?? []), end])
  }
  const ports = new Map<string, Point>()
  for (const edge of edges.values()) {
    edge.sort((left, right) => left.otherX - right.otherX || (left.key < right.key ? -1 : 1))
    for (const [index, end] of edge.entries()) {
      const box = layout.boxes.get(end.box)
      if (box === undefined) continue
      const step = Math.min(30, (box.width * 0.82) / edge.length)
      const x = box.x + box.width / 2 + (index - (edge.length - 1) / 2) * step
      ports.set(`${end.key}@${end.box}`, { x, y: end.side === 'top' ? box.y : box.y + box.height })
    }
  }
  return ports
}
