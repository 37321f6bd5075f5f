// One config as data: its type, default and range. Its name is its key in the table; its line of doc stands in doc/.

export type ConfigScope = 'cluster' | 'topic' | 'producer' | 'consumer'

/** Whether a running node takes a new value: only after a restart, from a cluster-wide value, or one by one. */
export type Dynamic = 'no' | 'cluster' | 'broker'

export type ConfigValue = string | number | boolean | null | readonly string[]

interface Common<V extends ConfigValue> {
  readonly default: V
  readonly dynamic: Dynamic
  /** False: accepted because Kafka knows it, but nothing here depends on it. */
  readonly honoured: boolean
}

export interface NumberEntry<V extends number | null = number | null> extends Common<V> {
  readonly type: 'int' | 'long' | 'double'
  readonly min: number
  readonly max: number
}

export interface ChoiceEntry<V extends string = string> extends Common<V> {
  readonly type: 'choice'
  readonly choices: readonly V[]
  /** What else will do: a regular expression's source; null: nothing. */
  readonly orLike: string | null
}

export interface TextEntry<V extends string | null = string | null> extends Common<V> {
  readonly type: 'string'
}

export interface ListEntry extends Common<readonly string[]> {
  readonly type: 'list'
  /** null: any words will do. */
  readonly of: readonly string[] | null
}

export type ConfigEntry =
  | NumberEntry
  | ChoiceEntry
  | (Common<boolean> & { readonly type: 'boolean' })
  | TextEntry
  | ListEntry

export type ConfigTable = { readonly [name: string]: ConfigEntry }

export const INT_MAX = 2_147_483_647
/** Kafka's Long.MAX_VALUE means "never" or "no limit" wherever it is a default. Larger values than this are taken as this. */
export const LONG_MAX = Number.MAX_SAFE_INTEGER

interface Options {
  readonly dynamic?: Dynamic
  readonly honoured?: boolean
}

interface Range extends Options {
  readonly min?: number
  readonly max?: number
}

export function int(value: number, options: Range = {}): NumberEntry<number> {
  return { type: 'int', default: value, min: 0, max: INT_MAX, ...plain(options), ...range(options) }
}

export function long(value: number, options: Range = {}): NumberEntry<number> {
  return { type: 'long', default: value, min: 0, max: LONG_MAX, ...plain(options), ...range(options) }
}

/** Numbers with no default: another config speaks until they are set. */
export function unsetInt(options: Range = {}): NumberEntry<number | null> {
  return { ...int(0, options), default: null }
}

export function unsetLong(options: Range = {}): NumberEntry<number | null> {
  return { ...long(0, options), default: null }
}

export function double(value: number, options: Range = {}): NumberEntry<number> {
  return { type: 'double', default: value, min: 0, max: LONG_MAX, ...plain(options), ...range(options) }
}

export function bool(value: boolean, options: Options = {}): Common<boolean> & { readonly type: 'boolean' } {
  return { type: 'boolean', default: value, ...plain(options) }
}

export function text(value: string, options: Options = {}): TextEntry<string> {
  return { type: 'string', default: value, ...plain(options) }
}

export function unsetText(options: Options = {}): TextEntry<string | null> {
  return { type: 'string', default: null, ...plain(options) }
}

export function choice<const V extends string>(
  choices: readonly V[],
  value: NoInfer<V>,
  options: Options = {},
): ChoiceEntry<V> {
  return { type: 'choice', choices, orLike: null, default: value, ...plain(options) }
}

/** One of the words, or what looks like `Like`. */
export function choiceOr<const V extends string, Like extends string>(
  choices: readonly V[],
  orLike: string,
  value: NoInfer<V>,
  options: Options = {},
): ChoiceEntry<V | Like> {
  return { type: 'choice', choices, orLike, default: value, ...plain(options) }
}

/** Words with commas between them; `of`: which ones are possible, if not any. */
export function list(
  value: readonly string[],
  of: readonly string[] | null,
  options: Options = {},
): ListEntry {
  return { type: 'list', of, default: value, ...plain(options) }
}

function plain(options: Options): { dynamic: Dynamic; honoured: boolean } {
  return { dynamic: options.dynamic ?? 'no', honoured: options.honoured ?? false }
}

function range(options: Range): { min?: number; max?: number } {
  return {
    ...(options.min === undefined ? {} : { min: options.min }),
    ...(options.max === undefined ? {} : { max: options.max }),
  }
}

/** One line in English and in Korean. */
export type ConfigDocs<Name extends string> = { readonly [Key in Name]: readonly [en: string, ko: string] }
