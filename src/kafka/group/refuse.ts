// A request that cannot be granted: answered at once, since nothing was written for it.

import type { GroupRequest } from './answer.ts'
import { answerWith, errorAnswer } from './answer.ts'
import type { Parked } from './group.ts'
import { noteRefused } from './note.ts'
import type { Turn } from './turn.ts'

export function refuse(turn: Turn, parked: Parked, error: number): void {
  const { message, connectionSlot } = parked
  const request = message.body as GroupRequest
  const memberId = 'memberId' in request ? request.memberId : ''
  noteRefused(turn.world, turn.node, connectionSlot, request.group, message.api, error, memberId)
  answerWith(turn.world, turn.node, parked, errorAnswer(message, error))
}
