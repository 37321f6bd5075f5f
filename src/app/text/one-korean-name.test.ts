import { describe, expect, it } from 'vitest'

// Kafka's own words keep one Korean form each, in the page, in sentences, in docs and in lessons alike.
const REFUSED: { readonly [refused: string]: string } = {
  복제본: '레플리카',
  소비자: '컨슈머',
  생산자: '프로듀서',
  구성원: '멤버',
  팔로어: '팔로워',
  옵셋: '오프셋',
  에폭: '에포크',
  보터: '투표자',
  '할당 전략': '할당자',
  포지션: '위치',
  '응답 받': '응답받다',
  응답된: '응답받은',
  카프카: 'Kafka',
  페치: 'fetch',
  언클린: '비정상 (종료, 선출)',
  '우선 리더': '선호 리더',
  '동기 레플리카': '동기화된 레플리카',
  하이워터마크: '하이 워터마크',
  '키로 압축': '컴팩션 (압축은 compression)',
  '보관 기간': '보존 기간',
  디렉토리: '디렉터리',
  메세지: '메시지',
  리포트: '보고서',
  '전원 차단': '정전',
  원장: '장부',
  '클린 선출': '깨끗한 선출',
  '리셋 정책': '재설정 정책',
}

const TEXTS = import.meta.glob<string>(
  [
    './ko*.ts',
    '../../tell/ko*.ts',
    '../../cli/text*ko.ts',
    '../../kafka/fidelity/*.ts',
    '../../kafka/config/doc*.ts',
    '../../../scenarios/**/*.yaml',
  ],
  { eager: true, query: '?raw', import: 'default' },
)

function offences(path: string, text: string): string[] {
  return Object.keys(REFUSED)
    .filter((word) => text.includes(word))
    .map((word) => `${path}: ${word}, here always ${REFUSED[word]}`)
}

describe('Korean texts', () => {
  it('have one name for one thing', () => {
    expect(Object.keys(TEXTS).length).toBeGreaterThan(100)
    expect(Object.entries(TEXTS).flatMap(([path, text]) => offences(path, text))).toEqual([])
  })

  it('with a second name are refused', () => {
    expect(offences('planted', '팔로워 복제본이 따라잡는다')).toEqual([
      'planted: 복제본, here always 레플리카',
    ])
  })
})
