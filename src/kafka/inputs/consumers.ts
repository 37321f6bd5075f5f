// What can be done to a consumer by hand: slow it down, make it hang, pause partitions, seek, commit, give it another assignor.

import type { FieldKind, InputArgs, InputDeclaration } from '../../sim/input.ts'
import { numberArg, textArg } from '../../sim/input.ts'
import type { Process } from '../../sim/process.ts'
import { isAlive } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { find, own } from '../../sim/world.ts'
import type { AssignorName } from '../assignors/assignors.ts'
import { ASSIGNOR_NAMES } from '../assignors/assignors.ts'
import {
  commitByHand,
  pausePartition,
  resumePartition,
  seekTo,
  setAssignor,
  setProcessing,
} from '../client/by-hand.ts'
import type { Consumer } from '../client/consumer.ts'
import { partitionNamed } from '../client/consumer.ts'
import { targetProcess } from './target.ts'

type Field = readonly [name: string, kind: FieldKind]

function onConsumer(
  code: number,
  id: string,
  fields: readonly Field[],
  applies: (mine: Readonly<Consumer>, args: InputArgs) => boolean,
  effect: (world: World, process: Readonly<Process>, mine: Consumer, args: InputArgs) => void,
): InputDeclaration {
  return {
    code,
    id,
    family: 'client',
    fields: [{ name: 'client', kind: 'client' }, ...fields.map(([name, kind]) => ({ name, kind }))],
    applies: (world, args) => {
      const process = targetProcess(world, args, 'client')
      const mine = consumerOf(world, args)
      return process !== null && isAlive(process) && mine !== null && applies(mine, args)
    },
    effect: (world, args) => {
      const process = targetProcess(world, args, 'client')
      const mine = consumerOf(world, args)
      if (process !== null && mine !== null) effect(world, process, own(world, mine), args)
    },
  }
}

function consumerOf(world: World, args: InputArgs): Consumer | null {
  return find(world, `consumer:${textArg(args, 'client')}`) as Consumer | null
}

const PARTITION: Field = ['partition', 'partition']

function partitionOf(mine: Readonly<Consumer>, args: InputArgs) {
  return partitionNamed(mine, textArg(args, 'partition'))
}

/** Also what lets one go on that hangs. */
export const SLOW_CONSUMER = onConsumer(
  71,
  'slow-consumer',
  [['perRecord', 'duration']],
  () => true,
  (world, process, mine, args) => setProcessing(world, process, mine, numberArg(args, 'perRecord'), false),
)

export const STICK_CONSUMER = onConsumer(
  72,
  'stick-consumer',
  [],
  (mine) => !mine.loop.stuck,
  (world, process, mine) => setProcessing(world, process, mine, mine.processing.perRecordUs, true),
)

export const PAUSE_PARTITION = onConsumer(
  73,
  'pause-partition',
  [PARTITION],
  (mine, args) => partitionOf(mine, args)?.paused === false,
  (world, process, mine, args) => pausePartition(world, process, mine, textArg(args, 'partition')),
)

export const RESUME_PARTITION = onConsumer(
  74,
  'resume-partition',
  [PARTITION],
  (mine, args) => partitionOf(mine, args)?.paused === true,
  (world, process, mine, args) => resumePartition(world, process, mine, textArg(args, 'partition')),
)

export const SEEK = onConsumer(
  75,
  'seek',
  [PARTITION, ['offset', 'number']],
  (mine, args) => partitionOf(mine, args) !== undefined && Number.isSafeInteger(numberArg(args, 'offset')),
  (world, process, mine, args) =>
    seekTo(world, process, mine, textArg(args, 'partition'), numberArg(args, 'offset')),
)

export const COMMIT = onConsumer(
  76,
  'commit',
  [],
  (mine) => mine.group !== null && mine.partitions.some(({ position }) => position >= 0),
  commitByHand,
)

/** Takes effect when the process starts next: a rolling bounce. */
export const CHANGE_ASSIGNOR: InputDeclaration = {
  code: 78,
  id: 'change-assignor',
  family: 'client',
  fields: [
    { name: 'client', kind: 'client' },
    { name: 'assignor', kind: 'text' },
  ],
  applies: (world, args) => {
    const mine = consumerOf(world, args)
    return mine !== null && mine.subscribe !== null && assignorsIn(args) !== null
  },
  effect: (world, args) => {
    const mine = consumerOf(world, args)
    const assignors = assignorsIn(args)
    if (mine !== null && assignors !== null) setAssignor(own(world, mine), assignors)
  },
}

/** Names with commas between them; those of the server stand for the consumer protocol, one at a time. */
function assignorsIn(args: InputArgs): readonly AssignorName[] | null {
  const names = textArg(args, 'assignor')
    .split(',')
    .map((text) => ASSIGNOR_NAMES.find((name) => name === text.trim()))
  if (names.length === 0 || names.includes(undefined)) return null
  const known = names as AssignorName[]
  return known.length > 1 && known.some((name) => name.startsWith('server-')) ? null : known
}
