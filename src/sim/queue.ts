// The queue of wake-ups: (time, seq, entity), one for each entity that has work, as an indexed binary heap over slots.
// The work itself lies in the entity; the queue only says who is next. (time, seq) alone decides.

export interface Queue {
  /** Slots in heap order. */
  readonly heap: number[]
  /** Place of each slot in the heap, −1 when it is not queued. */
  readonly place: number[]
  readonly timeUs: number[]
  readonly seq: number[]
}

export function createQueue(): Queue {
  return { heap: [], place: [], timeUs: [], seq: [] }
}

export function copyQueue(queue: Queue): Queue {
  return {
    heap: queue.heap.slice(),
    place: queue.place.slice(),
    timeUs: queue.timeUs.slice(),
    seq: queue.seq.slice(),
  }
}

/** Slot of the earliest wake-up, −1 when nothing waits. */
export function peekSlot(queue: Queue): number {
  return queue.heap.length === 0 ? -1 : (queue.heap[0] as number)
}

export function queuedTimeUs(queue: Queue, slot: number): number {
  return queue.timeUs[slot] as number
}

/** Sets the wake-up of an entity. With `lazy`, one that is queued earlier stays: its entity will find nothing due and queue itself anew. */
export function setWake(queue: Queue, slot: number, timeUs: number, seq: number, lazy: boolean): void {
  while (queue.place.length <= slot) {
    queue.place.push(-1)
    queue.timeUs.push(0)
    queue.seq.push(0)
  }
  const place = queue.place[slot] as number
  if (place < 0) {
    queue.timeUs[slot] = timeUs
    queue.seq[slot] = seq
    queue.heap.push(slot)
    queue.place[slot] = queue.heap.length - 1
    siftUp(queue, queue.heap.length - 1)
    return
  }
  const oldTime = queue.timeUs[slot] as number
  const earlier = timeUs < oldTime || (timeUs === oldTime && seq < (queue.seq[slot] as number))
  if (lazy && !earlier) return
  queue.timeUs[slot] = timeUs
  queue.seq[slot] = seq
  if (earlier) siftUp(queue, place)
  else siftDown(queue, place)
}

export function removeWake(queue: Queue, slot: number): void {
  const place = queue.place[slot] ?? -1
  if (place < 0) return
  const last = queue.heap.pop() as number
  queue.place[slot] = -1
  if (last === slot) return
  queue.heap[place] = last
  queue.place[last] = place
  siftDown(queue, place)
  siftUp(queue, queue.place[last] as number)
}

function before(queue: Queue, a: number, b: number): boolean {
  const timeA = queue.timeUs[a] as number
  const timeB = queue.timeUs[b] as number
  return timeA < timeB || (timeA === timeB && (queue.seq[a] as number) < (queue.seq[b] as number))
}

function siftUp(queue: Queue, from: number): void {
  const { heap, place } = queue
  const slot = heap[from] as number
  let at = from
  while (at > 0) {
    const parent = (at - 1) >> 1
    const other = heap[parent] as number
    if (!before(queue, slot, other)) break
    heap[at] = other
    place[other] = at
    at = parent
  }
  heap[at] = slot
  place[slot] = at
}

function siftDown(queue: Queue, from: number): void {
  const { heap, place } = queue
  const slot = heap[from] as number
  let at = from
  for (;;) {
    let child = at * 2 + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && before(queue, heap[child + 1] as number, heap[child] as number)) child += 1
    const other = heap[child] as number
    if (!before(queue, other, slot)) break
    heap[at] = other
    place[other] = at
    at = child
  }
  heap[at] = slot
  place[slot] = at
}
