// The browser's database, with one drawer: the latest work.

import type { DBSchema, IDBPDatabase } from 'idb'
import type { KeptWork } from './kept-work.ts'
import { readKept } from './kept-work.ts'

interface Schema extends DBSchema {
  readonly work: { readonly key: string; readonly value: unknown }
}

const LATEST = 'latest'

let opening: Promise<IDBPDatabase<Schema>> | null = null

async function database(): Promise<IDBPDatabase<Schema>> {
  opening ??= import('idb').then(({ openDB }) =>
    openDB<Schema>('highwater', 1, { upgrade: (db) => void db.createObjectStore('work') }),
  )
  return opening
}

/** null: nothing is kept, or the browser keeps nothing (private windows). */
export async function loadWork(): Promise<KeptWork | null> {
  try {
    return readKept(await (await database()).get('work', LATEST))
  } catch {
    return null
  }
}

export async function saveWork(work: KeptWork): Promise<void> {
  try {
    await (await database()).put('work', work, LATEST)
  } catch {
    // Storage may be refused or full; the work then lasts as long as the page.
  }
}

export async function forgetWork(): Promise<void> {
  try {
    await (await database()).delete('work', LATEST)
  } catch {
    // As above.
  }
}
