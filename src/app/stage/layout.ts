// Where everything stands on the cluster lens: controllers on top, brokers in rows, clients below. Pure geometry in pixels.

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface StageAsk {
  readonly width: number
  readonly height: number
  readonly controllers: readonly string[]
  readonly brokers: readonly string[]
  readonly clients: readonly string[]
  /** Most replicas that any broker holds. */
  readonly replicasMax: number
}

export interface StageLayout {
  /** By process name; a combined node stands with the brokers. */
  readonly boxes: ReadonlyMap<string, Box>
  readonly width: number
  /** May exceed what was asked: the stage then scrolls. */
  readonly height: number
  readonly controllersTitleY: number
  readonly tank: TankMetrics
}

export interface TankMetrics {
  readonly width: number
  readonly height: number
  /** From one tank's left edge to the next one's. */
  readonly step: number
  /** So many fit side by side in a broker; the rest is counted. */
  readonly shownMax: number
  /** From the broker's top to the tank's. */
  readonly top: number
}

const MARGIN = 16
const CONTROLLER = { width: 118, height: 36, gap: 52, top: 34 }
const BROKER = { widthMin: 150, width: 216, gap: 22, header: 58, flag: 24, labels: 44 }
const CLIENT = { widthMax: 250, widthMin: 132, height: 58, gap: 20, gapMin: 10 }
const TANK = { width: 44, stepMin: 60, stepMax: 82, heightMin: 46, heightMax: 132 }
const GAP_MIN = { above: 64, below: 84 }
const LEGEND = { height: 38, wrapped: 60, wrapsBelow: 860 }

export function layoutStage(ask: StageAsk): StageLayout {
  const width = Math.max(ask.width, 340)
  const rows = brokerRows(ask.brokers.length, width)
  const legendHeight = width < LEGEND.wrapsBelow ? LEGEND.wrapped : LEGEND.height
  const clients = clientRows(ask.clients.length, width)
  const fixed = CONTROLLER.top + CONTROLLER.height + clients.height + legendHeight
  const perRow = BROKER.header + BROKER.flag + BROKER.labels
  const spare = ask.height - fixed - GAP_MIN.above - GAP_MIN.below - rows * (perRow + BROKER.gap)
  const tankHeight = clamp((spare / rows) * 0.46, TANK.heightMin, TANK.heightMax)
  const brokersHeight = rows * (perRow + tankHeight) + (rows - 1) * BROKER.gap
  const height = Math.max(ask.height, fixed + GAP_MIN.above + GAP_MIN.below + brokersHeight)
  const free = height - fixed - brokersHeight

  const boxes = new Map<string, Box>()
  placeControllers(boxes, ask.controllers, width)
  const brokersTop = CONTROLLER.top + CONTROLLER.height + free * 0.43
  const perLine = Math.ceil(ask.brokers.length / rows)
  const brokerWidth = widthOfBroker(perLine, width, ask.replicasMax)
  for (let row = 0; row < rows; row++) {
    const names = ask.brokers.slice(row * perLine, (row + 1) * perLine)
    const y = brokersTop + row * (perRow + tankHeight + BROKER.gap)
    place(boxes, names, width, y, brokerWidth, perRow + tankHeight, brokerGap(perLine, brokerWidth, width))
  }
  const shownMax = Math.max(1, Math.floor((brokerWidth - 8) / TANK.stepMin))
  placeClients(boxes, ask.clients, clients, width, height - legendHeight - clients.height)
  return {
    boxes,
    width,
    height,
    controllersTitleY: CONTROLLER.top - 12,
    tank: {
      width: TANK.width,
      height: tankHeight,
      step: clamp(
        (brokerWidth - 8) / Math.max(1, Math.min(shownMax, ask.replicasMax)),
        TANK.stepMin,
        TANK.stepMax,
      ),
      shownMax,
      top: BROKER.header + BROKER.flag,
    },
  }
}

function placeControllers(boxes: Map<string, Box>, names: readonly string[], stageWidth: number): void {
  const room = (stageWidth - 2 * MARGIN) / Math.max(1, names.length)
  const gap = Math.min(CONTROLLER.gap, room * 0.3)
  const width = Math.min(CONTROLLER.width, room - gap)
  place(boxes, names, stageWidth, CONTROLLER.top, width, CONTROLLER.height, gap)
}

interface ClientRows {
  readonly perLine: number
  readonly gap: number
  readonly height: number
}

/** Closer together when they are many, and then in rows: none may stand beside the stage. */
function clientRows(count: number, width: number): ClientRows {
  const room = width - 2 * MARGIN
  const fits = (gap: number) => Math.max(1, Math.floor((room + gap) / (CLIENT.widthMin + gap)))
  const gap = fits(CLIENT.gap) >= count ? CLIENT.gap : CLIENT.gapMin
  const rows = Math.max(1, Math.ceil(count / fits(gap)))
  return { perLine: Math.ceil(count / rows), gap, height: rows * CLIENT.height + (rows - 1) * CLIENT.gap }
}

function placeClients(
  boxes: Map<string, Box>,
  names: readonly string[],
  { perLine, gap }: ClientRows,
  stageWidth: number,
  top: number,
): void {
  const count = Math.max(1, perLine)
  const room = (stageWidth - 2 * MARGIN - (count - 1) * gap) / count
  const width = clamp(room, CLIENT.widthMin, CLIENT.widthMax)
  const wide = Math.min(150, (stageWidth * 0.62 - count * width) / Math.max(1, count - 1))
  for (let first = 0; first < names.length; first += count) {
    const y = top + (first / count) * (CLIENT.height + CLIENT.gap)
    const row = names.slice(first, first + count)
    place(boxes, row, stageWidth, y, width, CLIENT.height, Math.max(gap, wide))
  }
}

function place(
  boxes: Map<string, Box>,
  names: readonly string[],
  stageWidth: number,
  y: number,
  width: number,
  height: number,
  gap: number,
): void {
  const total = names.length * width + (names.length - 1) * gap
  const left = (stageWidth - total) / 2
  for (const [index, name] of names.entries()) {
    boxes.set(name, {
      x: Math.round(left + index * (width + gap)),
      y: Math.round(y),
      width: Math.round(width),
      height: Math.round(height),
    })
  }
}

function brokerRows(count: number, width: number): number {
  const perLine = Math.max(1, Math.floor((width - 2 * MARGIN + BROKER.gap) / (BROKER.widthMin + BROKER.gap)))
  return Math.max(1, Math.ceil(count / perLine))
}

function widthOfBroker(perLine: number, width: number, replicasMax: number): number {
  const room = (width - 2 * MARGIN - (perLine - 1) * BROKER.gap) / Math.max(1, perLine)
  const most = Math.max(216, Math.min(6, replicasMax) * TANK.stepMax + 24)
  return Math.min(room, Math.max(BROKER.width, Math.min(most, room * 0.74)))
}

function brokerGap(perLine: number, brokerWidth: number, width: number): number {
  if (perLine < 2) return BROKER.gap
  const room = (width - 2 * MARGIN - perLine * brokerWidth) / (perLine - 1)
  return Math.max(BROKER.gap, Math.min(86, room))
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}
