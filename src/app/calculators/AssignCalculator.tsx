// Who gets what under each assignor, side by side, and how much moves when the group changes.

import { Plus, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ASSIGNOR_NAMES, ASSIGNORS, type AssignorName } from '../../kafka/assignors/assignors.ts'
import { movesOf } from '../../kafka/assignors/moves.ts'
import { AssignResult } from './AssignResult.tsx'
import {
  type AssignQuestion,
  addMember,
  addTopic,
  FIRST_QUESTION,
  groupOf,
  keep,
  MEMBERS_MAX,
  PARTITIONS_MAX,
  removeMember,
  removeTopic,
  setPartitions,
  TOPICS_MAX,
  toggleSubscription,
} from './assign-question.ts'
import { CountField } from './fields.tsx'

export function AssignCalculator() {
  const { t } = useTranslation()
  const [question, ask] = useState(FIRST_QUESTION)
  const [assignor, choose] = useState<AssignorName>('range')
  const group = useMemo(() => groupOf(question), [question])
  const assignment = useMemo(() => ASSIGNORS[assignor](group), [assignor, group])
  const moves = useMemo(() => movesOf(group, assignment), [group, assignment])
  return (
    <>
      <Subscriptions question={question} onAsk={ask} />
      <div className="calc-fields calc-actions">
        <button
          type="button"
          className="calc-button"
          disabled={question.members.length >= MEMBERS_MAX}
          onClick={() => ask(addMember(question))}
          data-testid="calc-add-member"
        >
          <Plus size={15} aria-hidden="true" />
          {t('calc.assign.addMember')}
        </button>
        <button
          type="button"
          className="calc-button"
          disabled={question.topics.length >= TOPICS_MAX}
          onClick={() => ask(addTopic(question))}
        >
          <Plus size={15} aria-hidden="true" />
          {t('calc.assign.addTopic')}
        </button>
        <label className="calc-field">
          <span>{t('calc.assign.assignor')}</span>
          <select
            className="sheet-select"
            value={assignor}
            onChange={(event) => choose(event.target.value as AssignorName)}
            data-testid="calc-assignor"
          >
            {ASSIGNOR_NAMES.map((name) => (
              <option key={name} value={name}>
                {t(`calc.assignor.${name}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <AssignResult
        assignor={assignor}
        topics={question.topics}
        assignment={assignment}
        moves={moves}
        isFirst={question.generation === 0}
      />
      <div className="calc-fields">
        <button
          type="button"
          className="calc-button calc-keep"
          onClick={() => ask(keep(question, assignment))}
          data-testid="calc-keep"
        >
          {t('calc.assign.keep')}
        </button>
        <span className="hint">{t('calc.assign.keepNote')}</span>
      </div>
    </>
  )
}

interface SubscriptionsProps {
  readonly question: AssignQuestion
  readonly onAsk: (question: AssignQuestion) => void
}

/** Members down, topics across: a tick is a subscription. */
function Subscriptions({ question, onAsk }: SubscriptionsProps) {
  const { t } = useTranslation()
  return (
    <div className="calc-scroll">
      <table className="calc-table">
        <caption className="visually-hidden">{t('calc.assign.subscriptions')}</caption>
        <thead>
          <tr>
            <td />
            {question.topics.map(({ name, partitions }) => (
              <th key={name} scope="col">
                <span className="calc-topic">
                  {name}
                  <Remove
                    label={t('calc.assign.removeTopic', { topic: name })}
                    onClick={() => onAsk(removeTopic(question, name))}
                  />
                </span>
                <CountField
                  label={t('calc.assign.partitionsOf', { topic: name })}
                  hidesLabel
                  max={PARTITIONS_MAX}
                  value={partitions}
                  onChange={(count) => onAsk(setPartitions(question, name, count))}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {question.members.map((member) => (
            <tr key={member.id}>
              <th scope="row">
                <span className="calc-topic">
                  {member.id}
                  <Remove
                    label={t('calc.assign.removeMember', { member: member.id })}
                    onClick={() => onAsk(removeMember(question, member.id))}
                  />
                </span>
              </th>
              {question.topics.map(({ name }) => (
                <td key={name}>
                  <input
                    type="checkbox"
                    aria-label={t('calc.assign.subscribes', { member: member.id, topic: name })}
                    checked={member.topics.includes(name)}
                    onChange={() => onAsk(toggleSubscription(question, member.id, name))}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Remove({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <button type="button" className="calc-remove" aria-label={label} title={label} onClick={onClick}>
      <X size={13} aria-hidden="true" />
    </button>
  )
}
