// A group to be assigned by hand: topics, members, and what they own since the last assignment that was kept.

import type { Assignment, Group, TopicPartition } from '../../kafka/assignors/group.ts'

export interface AssignQuestion {
  readonly topics: readonly { readonly name: string; readonly partitions: number }[]
  readonly members: readonly {
    readonly id: string
    readonly topics: readonly string[]
    readonly owned: readonly TopicPartition[]
  }[]
  /** Grows with every assignment that is kept; 0 before the first. */
  readonly generation: number
}

export const FIRST_QUESTION: AssignQuestion = {
  topics: [
    { name: 'orders', partitions: 6 },
    { name: 'payments', partitions: 4 },
  ],
  members: ['c1', 'c2', 'c3'].map((id) => ({ id, topics: ['orders', 'payments'], owned: [] })),
  generation: 0,
}

export const MEMBERS_MAX = 24
export const TOPICS_MAX = 8
export const PARTITIONS_MAX = 100

export function groupOf(question: AssignQuestion): Group {
  return {
    topics: question.topics.map((topic) => ({ ...topic, racks: null })),
    members: question.members.map((member) => ({
      ...member,
      generation: member.owned.length > 0 ? question.generation : -1,
      instance: null,
      rack: null,
    })),
  }
}

/** The assignment has been taken: what members got is what they own. */
export function keep(question: AssignQuestion, assignment: Assignment): AssignQuestion {
  const byMember = new Map(assignment.map(({ member, partitions }) => [member, partitions]))
  return {
    ...question,
    generation: question.generation + 1,
    members: question.members.map((member) => ({ ...member, owned: byMember.get(member.id) ?? [] })),
  }
}

export function addMember(question: AssignQuestion): AssignQuestion {
  const id = freeName(
    'c',
    question.members.map((member) => member.id),
  )
  const topics = question.topics.map(({ name }) => name)
  return { ...question, members: [...question.members, { id, topics, owned: [] }] }
}

export function removeMember(question: AssignQuestion, id: string): AssignQuestion {
  return { ...question, members: question.members.filter((member) => member.id !== id) }
}

export function addTopic(question: AssignQuestion): AssignQuestion {
  const name = freeName(
    't',
    question.topics.map((topic) => topic.name),
  )
  return {
    ...question,
    topics: [...question.topics, { name, partitions: 3 }],
    members: question.members.map((member) => ({ ...member, topics: [...member.topics, name] })),
  }
}

export function removeTopic(question: AssignQuestion, name: string): AssignQuestion {
  return {
    ...question,
    topics: question.topics.filter((topic) => topic.name !== name),
    members: question.members.map((member) => ({
      ...member,
      topics: member.topics.filter((topic) => topic !== name),
      owned: member.owned.filter(({ topic }) => topic !== name),
    })),
  }
}

/** Kafka never takes partitions away; here a smaller count is another question, and what is gone is owned by nobody. */
export function setPartitions(question: AssignQuestion, name: string, partitions: number): AssignQuestion {
  return {
    ...question,
    topics: question.topics.map((topic) => (topic.name === name ? { name, partitions } : topic)),
    members: question.members.map((member) => ({
      ...member,
      owned: member.owned.filter(({ topic, index }) => topic !== name || index < partitions),
    })),
  }
}

export function toggleSubscription(question: AssignQuestion, id: string, topic: string): AssignQuestion {
  return {
    ...question,
    members: question.members.map((member) => {
      if (member.id !== id) return member
      const topics = member.topics.includes(topic)
        ? member.topics.filter((name) => name !== topic)
        : [...member.topics, topic]
      return { ...member, topics }
    }),
  }
}

function freeName(letter: string, taken: readonly string[]): string {
  for (let number = 1; ; number++) if (!taken.includes(`${letter}${number}`)) return `${letter}${number}`
}
