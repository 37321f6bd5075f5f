// 버그 보고서, 복구된 클러스터가 기다리는 것, 축소가 덜어 낸 것.

export const REPORT_KO: { readonly [key: string]: string } = {
  'scenario.report.noFormat': '버그 보고서가 아닙니다. format 키가 없습니다',
  'scenario.report.badFormat': 'format은 1 이상의 정수입니다',
  'scenario.report.newerFormat':
    '보고서의 형식은 {{format}}번이고 여기서는 {{newest}}번까지 읽습니다. 더 새로운 Highwater에서 쓴 파일입니다',
  'scenario.report.hashOrder': '해시는 이벤트 순서로 적고, 이벤트마다 하나입니다',
  'scenario.report.hashBeyond': '보고서의 시점보다 뒤에 해시가 있습니다',
  'waiting.controller': '활성 컨트롤러가 없다',
  'waiting.metadata': '{{node}}번 노드가 메타데이터 레코드 {{records}}개만큼 뒤처져 있다',
  'waiting.broker': '{{node}}번 브로커가 아직 실행 상태가 아니다(지금 {{state}} 상태)',
  'waiting.unfencing': '{{node}}번 브로커가 펜싱되어 있다',
  'waiting.leader': '{{partition}} 파티션에 리더가 없다. ISR은 [{{isr}}]',
  'waiting.isr': '{{partition}} 파티션의 ISR은 [{{isr}}], 레플리카는 [{{replicas}}]',
  'waiting.leaderToKnow': '{{node}}번 브로커가 {{partition}} 파티션의 리더인데 아직 모른다',
  'waiting.epoch': '{{node}}번 브로커의 {{partition}} 레플리카가 리더 에포크 {{epoch}}번을 아직 모른다',
  'waiting.log': '{{node}}번 브로커의 {{partition}} 로그 끝은 {{end}}, 리더의 로그 끝은 {{leaderEnd}}',
  'waiting.highWatermark':
    '{{node}}번 브로커의 {{partition}} 하이 워터마크는 {{highWatermark}}, 로그 끝은 {{end}}',
  'waiting.producer': '{{client}} 프로듀서의 레코드 {{records}}개가 응답을 기다린다',
  'waiting.consumer': '{{client}} 컨슈머가 {{partition}} 파티션을 오프셋 {{position}} 위치까지만 읽었다',
  'shrink.inputs': '입력 {{of}}개 가운데 {{removed}}개를 뺐다',
  'shrink.clients': '클라이언트 {{times}}개를 뺐다',
  'shrink.topics': '토픽 {{times}}개를 뺐다',
  'shrink.partitions': '토픽 {{times}}개의 파티션을 하나로 줄였다',
  'shrink.brokers': '브로커 {{times}}대를 뺐다',
  'shrink.controllers': '컨트롤러 {{times}}대를 뺐다',
  'shrink.simpler': '부하나 네트워크를 {{times}}번 단순하게 했다',
  'shrink.time': '실행 시간을 줄였다({{from}} s → {{to}} s)',
  'scenario.report.damagedLink': '링크가 손상되었습니다. 일부가 잘렸거나 바뀌었습니다',
}
