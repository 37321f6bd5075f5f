// Inputs: everything that is done to a world from outside. They stay outside of it, in a list sorted by (time, after k events of that instant),
// and take no seq: a changed input leaves every earlier checkpoint and hash as it was.

import type { World } from './world.ts'

export type InputArgs = { readonly [field: string]: string | number | boolean }

export interface Input {
  readonly timeUs: number
  /** After so many events of that instant. */
  readonly after: number
  /** Id of its declaration, e.g. `kill`. */
  readonly input: string
  readonly args: InputArgs
}

/** What a field of an input takes; forms, keys, shell and schema derive from it. */
export type FieldKind =
  | 'node'
  | 'broker'
  | 'controller'
  | 'client'
  | 'topic'
  | 'partition'
  | 'number'
  | 'duration'
  | 'text'
  | 'flag'
  /** Addresses of a message on its way, and of a timer that is set. */
  | 'message'
  | 'timer'
  /** A topic that is not there yet. */
  | 'newTopic'
  /** `name=value` of a config, or several with commas between them; or its name alone. */
  | 'config'
  | 'configName'
  /** A broker's id, or `all`. */
  | 'brokerOrAll'
  /** Broker ids with commas between them. */
  | 'brokers'
  | 'choice'

export interface InputField {
  readonly name: string
  readonly kind: FieldKind
  readonly optional?: true
  /** Of the fields with the same word here exactly one is given. */
  readonly oneOf?: string
  readonly choices?: readonly string[]
}

/** An input, declared once. */
export interface InputDeclaration {
  readonly code: number
  readonly id: string
  readonly family: 'life' | 'network' | 'admin' | 'client' | 'message'
  readonly fields: readonly InputField[]
  /** Whether it makes sense now; one that does not becomes a missed fact, never an error. */
  readonly applies: (world: World, args: InputArgs) => boolean
  readonly effect: (world: World, args: InputArgs) => void
}

/** Order of a sorted list of inputs. Equal moments keep the order in which they were listed. */
export function sortInputs(inputs: readonly Input[]): Input[] {
  return inputs
    .map((input, place) => ({ input, place }))
    .sort((a, b) => a.input.timeUs - b.input.timeUs || a.input.after - b.input.after || a.place - b.place)
    .map((row) => row.input)
}

export function textArg(args: InputArgs, field: string): string {
  return String(args[field] ?? '')
}

/** Numbers, and durations in microseconds; 0 if it is not there. */
export function numberArg(args: InputArgs, field: string): number {
  return Number(args[field] ?? 0)
}
