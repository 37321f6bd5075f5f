// An assignment as lanes: a member a line, its partitions as chips, coloured by topic, what it gained and lost marked.

import { useTranslation } from 'react-i18next'
import type { AssignorName } from '../../kafka/assignors/assignors.ts'
import type { Assignment, TopicPartition } from '../../kafka/assignors/group.ts'
import { nameOf } from '../../kafka/assignors/group.ts'
import type { Moves } from '../../kafka/assignors/moves.ts'

interface AssignResultProps {
  readonly assignor: AssignorName
  readonly topics: readonly { readonly name: string }[]
  readonly assignment: Assignment
  readonly moves: Moves
  /** Nobody owns anything yet: all is new, and nothing worth a mark. */
  readonly isFirst: boolean
}

export function AssignResult({ assignor, topics, assignment, moves, isFirst }: AssignResultProps) {
  const { t } = useTranslation()
  const sizes = assignment.map(({ partitions }) => partitions.length)
  const spread = sizes.length === 0 ? 0 : Math.max(...sizes) - Math.min(...sizes)
  const left = assignor === 'cooperative-sticky' ? 'calc.assign.withheld' : 'calc.assign.unassigned'
  const colour = (partition: TopicPartition) => topics.findIndex(({ name }) => name === partition.topic) % 4
  return (
    <section aria-label={t('calc.assign.result')} data-testid="calc-assignment">
      <ul className="calc-lanes">
        {assignment.map(({ member, partitions }, place) => {
          const { gains = [], loses = [] } = moves.members[place] ?? {}
          const gained = new Set(gains.map(nameOf))
          return (
            <li key={member}>
              <span className="calc-member">{member}</span>
              <span className="calc-number">{partitions.length}</span>
              <span className="calc-chips">
                {partitions.map((partition) => (
                  <span
                    key={nameOf(partition)}
                    className={`calc-chip chip-${colour(partition)}`}
                    data-gained={!isFirst && gained.has(nameOf(partition))}
                  >
                    {nameOf(partition)}
                  </span>
                ))}
                {loses.map((partition) => (
                  <s key={nameOf(partition)} className="calc-chip calc-lost">
                    {nameOf(partition)}
                  </s>
                ))}
              </span>
            </li>
          )
        })}
      </ul>
      <p className="calc-sum" role="status">
        {t('calc.assign.spread', { count: spread })} · {t('calc.assign.moved', { count: moves.moved.length })}
        {moves.unassigned.length > 0 && ` · ${t(left, { count: moves.unassigned.length })}`}
      </p>
    </section>
  )
}
