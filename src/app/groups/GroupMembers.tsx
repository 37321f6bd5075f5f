// Members as the coordinator has them: id, epoch, what it gave to each and what each believes to own.

import { useTranslation } from 'react-i18next'
import type { GroupMemberRow } from '../../view/group-rows.ts'
import { Columns } from '../chrome/Columns.tsx'
import { select } from '../state/selection.ts'

const NONE = '–'

interface GroupMembersProps {
  readonly members: readonly GroupMemberRow[]
  /** Member id of the classic leader. */
  readonly leader: string
}

export function GroupMembers({ members, leader }: GroupMembersProps) {
  const { t } = useTranslation()
  return (
    <div className="grid-frame">
      <table className="grid group-members" data-testid="group-members">
        <caption className="visually-hidden">{t('groups.members')}</caption>
        <Columns
          words="groups.column"
          columns={['member', 'epoch', 'assigned', 'owned']}
          numbers={['epoch']}
        />
        <tbody>
          {members.map((member) => (
            <tr key={`${member.client}/${member.memberId}`}>
              <th scope="row" title={member.memberId}>
                <button type="button" className="grid-link" onClick={() => select(`client:${member.client}`)}>
                  {member.client}
                </button>
                {member.memberId !== '' && member.memberId === leader && (
                  <span className="group-leader">{t('groups.leader')}</span>
                )}
                {member.instanceId !== null && (
                  <span className="group-static">{t('groups.static', { id: member.instanceId })}</span>
                )}
              </th>
              <td className="number">{member.epoch < 0 ? NONE : member.epoch}</td>
              <td>{member.assigned.join(' ') || NONE}</td>
              <td className={sameSet(member.assigned, member.owned) ? undefined : 'differs'}>
                {member.owned.join(' ') || NONE}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each))
}
