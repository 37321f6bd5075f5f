// While the engine steps, what differs from one machine or engine to another is replaced by what throws.

const MATH_THAT_AGREES = new Set('abs ceil floor round trunc fround imul sqrt min max sign clz32'.split(' '))
const GLOBALS = (
  'Date Promise Intl WeakMap WeakSet WeakRef FinalizationRegistry performance setTimeout setInterval setImmediate ' +
  'queueMicrotask structuredClone crypto console process fetch TextEncoder TextDecoder'
).split(' ')
const LOCALE_METHODS: readonly (readonly [object, string])[] = [
  [String.prototype, 'localeCompare'],
  [String.prototype, 'toLocaleUpperCase'],
  [String.prototype, 'toLocaleLowerCase'],
  [String.prototype, 'normalize'],
  [Number.prototype, 'toLocaleString'],
  [Array.prototype, 'toLocaleString'],
]

/** `globals` is the caller's globalThis: the engine itself does not name it. */
export function withThrowingGlobals<T>(globals: object, work: () => T): T {
  const math = Reflect.get(globals, 'Math') as object
  const targets: (readonly [object, string])[] = [...LOCALE_METHODS]
  for (const name of GLOBALS) targets.push([globals, name])
  for (const name of Object.getOwnPropertyNames(math)) {
    if (typeof Reflect.get(math, name) === 'function' && !MATH_THAT_AGREES.has(name))
      targets.push([math, name])
  }
  const undo: (() => void)[] = []
  try {
    for (const [object, name] of targets) replace(object, name, undo)
    return work()
  } finally {
    for (const put of undo) put()
  }
}

function replace(object: object, name: string, undo: (() => void)[]): void {
  const before = Object.getOwnPropertyDescriptor(object, name)
  if (before === undefined || before.configurable !== true) return
  const offence = (): never => {
    throw new TypeError(`the engine used ${name}`)
  }
  const thrower = new Proxy(() => undefined, { apply: offence, construct: offence, get: offence })
  undo.push(() => Object.defineProperty(object, name, before))
  Object.defineProperty(object, name, { value: thrower, configurable: true, writable: true })
}
