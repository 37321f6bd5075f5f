// Names the engine may not use, each with what to use instead.

/** Exact in IEEE 754 or on integers, so equal in every engine. */
export const mathThatAgrees = new Set([
  'abs',
  'ceil',
  'floor',
  'round',
  'trunc',
  'fround',
  'imul',
  'sqrt',
  'min',
  'max',
  'sign',
  'clz32',
])

const timeIsVirtual = 'time is the world’s integer count of microseconds'
const wakeUps = 'schedule a wake-up in the world’s queue'
const synchronous = 'the engine is synchronous: schedule a wake-up instead'
const collected = 'what the garbage collector decides is never the same twice; use a Map in the world’s state'
const words = 'words and formats belong to src/tell and the page'

/** Part of the language, but different from one run, machine or engine to the next. */
export const globalsThatVary = new Map([
  ['Date', timeIsVirtual],
  ['Intl', words],
  ['Promise', synchronous],
  ['WeakMap', collected],
  ['WeakSet', collected],
  ['WeakRef', collected],
  ['FinalizationRegistry', collected],
  ['SharedArrayBuffer', synchronous],
  ['Atomics', synchronous],
  ['eval', 'write the code'],
  ['Function', 'write the function'],
])

/** Not part of the language: a bare JS shell has none of these. */
export const globalsOfThePlatform = new Map([
  ['performance', timeIsVirtual],
  ...[
    'setTimeout',
    'clearTimeout',
    'setInterval',
    'clearInterval',
    'setImmediate',
    'queueMicrotask',
    'requestAnimationFrame',
  ].map((name) => [name, wakeUps]),
  [
    'structuredClone',
    'a checkpoint is a stamp and shallow tables (own), and a copy is written field by field',
  ],
  ['crypto', 'draw from the named stream of the world (src/sim)'],
  ['globalThis', 'name the global where it is used, so that this check can read it'],
  ['console', 'record a fact in the trace'],
  ...[
    'fetch',
    'XMLHttpRequest',
    'WebSocket',
    'Worker',
    'MessageChannel',
    'localStorage',
    'sessionStorage',
    'indexedDB',
  ].map((name) => [name, 'the engine reaches for nothing outside; what it needs comes in as an argument']),
  ...[
    'window',
    'document',
    'navigator',
    'self',
    'location',
    'postMessage',
    'Blob',
    'File',
    'URL',
    'TextEncoder',
    'TextDecoder',
    'btoa',
    'atob',
  ].map((name) => [name, 'the engine runs in a bare JS shell too, which has no such thing']),
  ...['process', 'Buffer', 'require', 'module', '__dirname', '__filename', 'global'].map((name) => [
    name,
    'the engine runs in a page too, which has no Node',
  ]),
])
