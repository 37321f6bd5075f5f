// The areas as a Markdown document: docs/fidelity.md and docs/fidelity.ko.md.

import type { FidelityArea, FidelityRule, Told } from './area.ts'
import { FIDELITY } from './areas.ts'

type Language = keyof Told

const WORDS = {
  title: { en: 'How near to Apache Kafka', ko: 'Apache Kafka와 얼마나 같은가' },
  intro: {
    en: 'Held against Apache Kafka 4.3.1, area by area. An exact rule is held by tests, or by recordings of the real thing that the engine is replayed against (conformance/README.md); a test refuses one that has neither.',
    ko: 'Apache Kafka 4.3.1과 영역별로 비교한 결과입니다. 정확하다고 한 규칙은 테스트, 또는 실제 Kafka의 기록과의 비교(conformance/README.md)로 확인하며, 둘 다 없는 규칙은 테스트가 거부합니다.',
  },
  made: {
    en: 'Made by `npm run fidelity` from src/kafka/fidelity: change it there.',
    ko: '이 문서는 `npm run fidelity`가 src/kafka/fidelity에서 만듭니다. 수정은 그곳에서 합니다.',
  },
  exact: { en: 'exact', ko: '정확' },
  simplified: { en: 'simplified', ko: '일부 단순화' },
  notSimulated: { en: 'not simulated', ko: '시뮬레이션하지 않음' },
  differs: { en: 'What differs', ko: '다른 점' },
  area: { en: 'Area', ko: '영역' },
  fidelity: { en: 'Fidelity', ko: '정확도' },
  rule: { en: 'Rule', ko: '규칙' },
  heldBy: { en: 'Held by', ko: '근거' },
  recording: { en: 'recording', ko: '기록' },
  nothing: { en: 'nothing: it is not claimed to be exact', ko: '없음. 정확하다고 하지 않습니다' },
} as const satisfies { readonly [name: string]: Told }

/** The document in each language. */
export function fidelityDocuments(): { readonly en: string; readonly ko: string } {
  return { en: documentIn('en'), ko: documentIn('ko') }
}

function documentIn(language: Language): string {
  const { title, intro, made, area, fidelity } = WORDS
  const lines = [
    `# ${title[language]}`,
    '',
    intro[language],
    made[language],
    '',
    ...table(
      [area[language], fidelity[language]],
      FIDELITY.map((each) => overview(each, language)),
    ),
  ]
  for (const each of FIDELITY) lines.push('', ...section(each, language))
  return `${lines.join('\n')}\n`
}

function overview({ title, fidelity }: FidelityArea, language: Language): string[] {
  return [title[language], WORDS[fidelity][language]]
}

function section(area: FidelityArea, language: Language): string[] {
  const { title, fidelity, simplified, rules } = area
  const lines = [`## ${title[language]}`, '', `**${WORDS[fidelity][language]}**`]
  if (simplified.length > 0)
    lines.push('', `${WORDS.differs[language]}:`, '', ...simplified.map((each) => `* ${each[language]}`))
  if (rules.length > 0) {
    const head = [WORDS.rule[language], WORDS.fidelity[language], WORDS.heldBy[language]]
    lines.push(
      '',
      ...table(
        head,
        rules.map((rule) => row(rule, language)),
      ),
    )
  }
  return lines
}

function row(rule: FidelityRule, language: Language): string[] {
  const held = [
    ...rule.tests.map((test) => test.replace(/^(\S+): /, '`$1`: ')),
    ...rule.recordings.map((name) => `${WORDS.recording[language]} \`${name}\``),
  ]
  return [
    `\`${rule.id}\` ${rule.says[language]}`,
    WORDS[rule.claim][language],
    held.length > 0 ? held.join('<br>') : WORDS.nothing[language],
  ]
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
}
