// What check.mjs and recover.mjs need of the TypeScript here, as one module to bundle.

export { runEngine } from './engine-run.ts'
export { decodeExported, exportLogs } from './exported-logs.ts'
export { allFactsOf } from './log-record.ts'
export { engineRecovery } from './recovery.ts'
