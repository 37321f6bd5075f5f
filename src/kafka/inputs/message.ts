// What a hand can do to one message on its way, to one timer, and to one fetcher.

import {
  delayMessage,
  dropMessage,
  type Found,
  findFlight,
  holdMessage,
  isHeld,
  releaseMessage,
  repeatMessage,
} from '../../sim/hand.ts'
import { findArmed, forceTimer, putOffTimer } from '../../sim/hand-timer.ts'
import type { InputArgs, InputDeclaration, InputField } from '../../sim/input.ts'
import { textArg } from '../../sim/input.ts'
import { NEVER_US } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'

const MESSAGE: InputField = { name: 'message', kind: 'message' }
const TIMER: InputField = { name: 'timer', kind: 'timer' }
const BY: InputField = { name: 'by', kind: 'duration' }

function onMessage(
  code: number,
  id: string,
  fields: readonly InputField[],
  applies: (world: World, found: Found) => boolean,
  effect: (world: World, found: Found, args: InputArgs) => void,
): InputDeclaration {
  return {
    code,
    id,
    family: 'message',
    fields: [MESSAGE, ...fields],
    applies: (world, args) => {
      const found = findFlight(world, textArg(args, 'message'))
      return found !== null && applies(world, found)
    },
    effect: (world, args) => {
      const found = findFlight(world, textArg(args, 'message'))
      if (found !== null) effect(world, found, args)
    },
  }
}

export const HOLD = onMessage(90, 'hold', [], (world, found) => !isHeld(world, found), holdMessage)
export const RELEASE = onMessage(91, 'release', [], isHeld, releaseMessage)
/** One that is held or stalled is late already. */
export const DELAY = onMessage(
  92,
  'delay',
  [BY],
  (_world, found) => found.flight.arrivesUs !== NEVER_US,
  (world, found, args) => delayMessage(world, found, durationUs(args)),
)
export const DROP = onMessage(93, 'drop', [], () => true, dropMessage)
/** Its client must still be there to try again. */
export const REPEAT = onMessage(
  94,
  'repeat',
  [],
  (_world, { connection, flight }) =>
    connection.state === 'open' && flight.message.generation === connection.generation,
  repeatMessage,
)

function onTimer(
  code: number,
  id: string,
  fields: readonly InputField[],
  effect: (world: World, found: NonNullable<ReturnType<typeof findArmed>>, args: InputArgs) => void,
): InputDeclaration {
  return {
    code,
    id,
    family: 'message',
    fields: [TIMER, ...fields],
    applies: (world, args) => findArmed(world, textArg(args, 'timer')) !== null,
    effect: (world, args) => {
      const found = findArmed(world, textArg(args, 'timer'))
      if (found !== null) effect(world, found, args)
    },
  }
}

export const FIRE_TIMER = onTimer(95, 'fire-timer', [], forceTimer)
export const PUT_OFF_TIMER = onTimer(96, 'put-off-timer', [BY], (world, found, args) =>
  putOffTimer(world, found, durationUs(args)),
)

function durationUs(args: InputArgs): number {
  return Math.max(0, Math.floor(Number(args['by'] ?? 0)))
}
