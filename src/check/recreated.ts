// A topic that was deleted and made again is another topic: nothing of the old one is missed, and its epochs begin anew.

import type { Replica } from '../kafka/broker/replica.ts'
import type { Tables } from '../sim/tables.ts'
import { ownIn } from '../sim/tables.ts'
import { APPENDED, bookBatch, TOPIC_DELETED } from './book.ts'
import { forgetProcessed } from './consumption.ts'
import { historyOf, popRow } from './history.ts'
import { forgetLatestOf } from './latest.ts'
import { forgetLeaders } from './leaders.ts'
import { noteDropped } from './ledger.ts'
import { forgetLed } from './promises.ts'
import { forgetGiven } from './reading.ts'

/** A replica leads: is it of the topic that the history is of? */
export function noteTopicOf(tables: Tables, replica: Readonly<Replica>): void {
  const known = historyOf(tables, replica.nameId)
  if (known.topicId === replica.topicId) return
  const history = ownIn(tables, known)
  const wasThere = history.topicId >= 0
  history.topicId = replica.topicId
  if (!wasThere) return
  for (let row = popRow(history); row !== null; row = popRow(history)) {
    if (row.acknowledged) {
      bookBatch(tables, row.producer, row.batch, TOPIC_DELETED)
      continue
    }
    noteDropped(tables, row.producer, row.batch)
    bookBatch(tables, row.producer, row.batch, 0, APPENDED)
  }
  history.committedEnd = 0
  history.delivered.length = 0
  history.goneReads.length = 0
  history.leaderEpoch = -1
  history.epochStart = 0
  history.lostRows.length = 0
  forgetGiven(tables, replica.nameId)
  forgetProcessed(tables, replica.nameId)
  forgetLeaders(tables, `partition:${replica.partition}`)
  forgetLatestOf(tables, replica.nameId)
  forgetLed(tables, replica.nameId)
}
