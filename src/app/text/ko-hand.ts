// 메시지 하나, 타이머 하나, 페처 하나에 직접 할 수 있는 일.

export const HAND_KO: { readonly [key: string]: string } = {
  'input.hold.note': '뒤따르는 것도 함께 기다림',
  'input.release.note': '지금 보낸 것처럼 도착',
  'input.delay.note': '더 늦게 도착',
  'input.drop.note': '연결과 함께 사라짐',
  'input.repeat.note': '클라이언트가 다시 요청',
  'input.fire-timer.note': '바로 이 순간에',
  'input.put-off-timer.note': '더 늦게 울림',
  'input.pause-fetcher.note': '스레드가 멈춘 것처럼',
  'input.resume-fetcher.note': '다시 요청',
}
