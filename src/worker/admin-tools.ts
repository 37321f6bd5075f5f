// What the page asks for admin requests: their forms, and what became of one that was made at an event.

import { ADMIN_ANSWERED, ADMIN_BEGUN, ADMIN_GIVEN_UP } from '../kafka/client/admin-facts.ts'
import { apiOf } from '../kafka/protocol/api.ts'
import { errorOf, NONE } from '../kafka/protocol/errors.ts'
import type { Branch } from '../run/branch.ts'
import { headEvent } from '../run/branch.ts'
import { rows, timeOf } from '../run/rows.ts'
import { branchOf } from '../run/run.ts'
import { seek } from '../run/seek.ts'
import { INPUT_MISSED } from '../sim/facts.ts'
import type { AdminAnswer, AdminForms } from '../view/admin-rows.ts'
import { adminForms } from '../view/admin-rows.ts'
import { divergence } from './frame.ts'
import type { OpenRun } from './open-run.ts'

export interface AdminTools {
  /** The admin inputs, with what their fields can be filled with just after an event. */
  adminForms(branch: number, event: number): Promise<AdminForms>
  /** What became of the request that the input at an event made, looked for from `from` on. */
  adminAnswer(branch: number, event: number, from: number): Promise<AdminAnswer & { readonly next: number }>
}

/** Events looked at in one go: the rest is for the next question. */
const EVENTS_PER_ASK = 20_000

export function adminTools(opened: () => OpenRun): AdminTools {
  return {
    async adminForms(id, event) {
      const { run } = opened()
      const seeked = seek(run, branchOf(run, id), event)
      if (seeked.kind === 'diverged') throw divergence(seeked)
      return adminForms(seeked.world)
    },

    async adminAnswer(id, event, from) {
      const open = opened()
      const branch = branchOf(open.run, id)
      if (event > headEvent(branch)) return waiting(open, branch, event)
      const facts = rows(open.run, branch, event)
      const begun = facts.find(({ kind }) => kind.code === ADMIN_BEGUN.code)
      if (begun === undefined || facts.some(({ kind }) => kind.code === INPUT_MISSED.code))
        return { kind: 'missed', next: event }
      return findAnswer(open, branch, begun.c, Math.max(from, event))
    },
  }
}

function findAnswer(
  open: OpenRun,
  branch: Branch,
  operation: number,
  from: number,
): AdminAnswer & { readonly next: number } {
  const last = Math.min(headEvent(branch), from + EVENTS_PER_ASK)
  for (let event = from; event <= last; event++) {
    for (const row of rows(open.run, branch, event)) {
      if (row.kind.code !== ADMIN_ANSWERED.code && row.kind.code !== ADMIN_GIVEN_UP.code) continue
      if (row.d !== operation) continue
      const timeUs = timeOf(open.run, branch, event)
      const api = apiOf(row.a).name
      if (row.kind.code === ADMIN_GIVEN_UP.code) return { kind: 'givenUp', event, timeUs, api, next: event }
      const of = row.b < 0 ? '' : (branch.head.world.names[row.b] ?? '')
      const error = row.c === NONE ? null : { name: errorOf(row.c).name, code: row.c }
      return { kind: 'answered', event, timeUs, api, of, error, next: event }
    }
  }
  return waiting(open, branch, last + 1)
}

function waiting(open: OpenRun, branch: Branch, next: number): AdminAnswer & { readonly next: number } {
  const atEnd = branch.computedUs >= open.untilUs && next > headEvent(branch)
  return { kind: 'waiting', atEnd, next }
}
