// The words of the first minute in Korean.

export const FIRST_KO: { readonly [key: string]: string } = {
  'command.first': '첫 1분',
  'first.back.text':
    '바로 이 이벤트 때문입니다. 옆 패널에 이유가, 직접 한 일까지 거슬러 적혀 있습니다. 이제 왼쪽 화살표 키나 재생 버튼 왼쪽의 버튼을 눌러 보세요. 시간이 이벤트 하나씩 거꾸로 흐릅니다.',
  'first.back.title': '시간을 되돌리기',
  'first.close': '닫기',
  'first.end.before': '종료하기 전으로 돌아가기',
  'first.end.library': '라이브러리 열기',
  'first.end.text':
    '어느 순간으로든 갈 수 있고, 그 순간에 다른 일을 해 볼 수도 있습니다. 이미 본 것은 분기로 남습니다. 라이브러리에는 첫 레코드부터 최악의 날까지 수업이 있습니다.',
  'first.end.title': '이제 시간은 당신의 것',
  'first.kill.text':
    '지금 여기서 Kafka 클러스터 전체가 돌고 있습니다. 프로듀서 p1이 레코드를 씁니다. 수조 하나가 파티션의 사본 하나이고, 모든 레코드는 브로커 세 대에 있습니다. 브로커를 클릭해 “강제 종료”를 고르세요.',
  'first.kill.title': '브로커를 죽여 보기',
  'first.name': '첫 1분',
  'first.option.lost': '브로커와 함께 사라진다.',
  'first.option.taken': '하나도 잃지 않는다. 다른 브로커가 이어받는다.',
  'first.option.wait': '브로커가 돌아올 때까지 아무도 읽을 수 없다.',
  'first.predict.text':
    '{{broker}}번 브로커가 일하던 도중에 사라졌습니다. 프로듀서 p1은 레코드 {{text}}개가 안전하다는 응답을 받았습니다. 그 레코드들은 어떻게 될까요?',
  'first.predict.title': '무슨 일이 일어날까?',
  'first.predict.watch': '지켜보기',
  'first.skip': '건너뛰기',
  'first.step': '첫 1분 · {{count}}단계 중 {{number}}단계',
  'first.watch.text':
    '몇 초 동안은 아무도 {{broker}}번 브로커가 죽은 줄 모릅니다. 느린 것일 수도 있으니까요. 세션이 끝나면 다른 브로커들이 이어받습니다. 지금까지 응답: {{text}}개. 유실: {{lost}}개.',
  'first.watch.title': '지켜보기',
  'first.why.lost':
    'acks=all이면 뒤처지지 않은 모든 레플리카가 가진 다음에야 응답이 나갑니다. 레코드마다 다른 브로커 두 대에도 있습니다.',
  'first.why.show': '이유 보기',
  'first.why.taken':
    'acks=all이면 뒤처지지 않은 모든 레플리카가 가진 다음에야 응답이 나갑니다. 그중 누구든 이끌 수 있습니다.',
  'first.why.text':
    '응답: {{text}}개. 유실: {{lost}}개. {{broker}}번 브로커가 이끌던 파티션을 이제 다른 브로커들이 이끌고, 그들은 응답받은 레코드를 이미 모두 가지고 있었습니다.',
  'first.why.title': '아무것도 잃지 않았다',
  'first.why.wait':
    '사본이 하나뿐이라면 그렇습니다. 하지만 다른 브로커 두 대에 같은 레코드가 있고, 그중 하나가 이끌게 됩니다.',
}
