// The words of the fidelity page in English. What it says of areas and rules stands in src/kafka/fidelity.

export const FIDELITY_EN: { readonly [key: string]: string } = {
  'command.fidelity': 'How near to Apache Kafka',
  'fidelity.exact': 'exact',
  'fidelity.none': 'Nothing of that kind.',
  'fidelity.notSimulated': 'not simulated',
  'fidelity.recordings': 'Recordings',
  'fidelity.rules': '{{exact}} of {{count}} rules exact, and what holds them',
  'fidelity.search': 'Search areas and rules',
  'fidelity.simplified': 'simplified',
  'fidelity.test': 'Test',
  'fidelity.text':
    'Held against Apache Kafka 4.3.1. An exact rule is held by tests, or by recordings of the real thing that the engine is replayed against.',
  'fidelity.title': 'How near to Apache Kafka',
}
