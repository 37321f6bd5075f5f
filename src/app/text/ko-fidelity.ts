// The words of the fidelity page in Korean. What it says of areas and rules stands in src/kafka/fidelity.

export const FIDELITY_KO: { readonly [key: string]: string } = {
  'command.fidelity': 'Apache Kafka와 얼마나 같은가',
  'fidelity.exact': '정확',
  'fidelity.none': '해당하는 것이 없습니다.',
  'fidelity.notSimulated': '시뮬레이션하지 않음',
  'fidelity.recordings': '기록',
  'fidelity.rules': '규칙 {{count}}개 가운데 {{exact}}개 정확, 그 근거',
  'fidelity.search': '영역과 규칙 찾기',
  'fidelity.simplified': '일부 단순화',
  'fidelity.test': '테스트',
  'fidelity.text':
    'Apache Kafka 4.3.1과 비교한 결과입니다. 정확하다고 한 규칙은 테스트, 또는 실제 Kafka를 기록한 것과 엔진을 비교해 확인합니다.',
  'fidelity.title': 'Apache Kafka와 얼마나 같은가',
}
