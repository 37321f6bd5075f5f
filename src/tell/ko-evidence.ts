// 불변식이 깨졌을 때 정확히 무엇을 보았는지. 깨진 약속과 파티션, 그룹, 클라이언트 이름 뒤에 붙는다.

export const EVIDENCE_KO: { readonly [key: string]: string } = {
  'evidence.offsets': '오프셋 {{from}}–{{last}}',
  'evidence.logs-part':
    '{{node}}번 브로커와 {{other}}번 브로커의 로그가 오프셋 {{below}} 아래에서 서로 다르다',
  'evidence.epoch': '에포크 {{epoch}}번에 리더가 둘이다',
  'evidence.epoch-fell': '{{node}}번 브로커가 에포크 {{before}}번을 알고도 이제 {{epoch}}번을 받아들인다',
  'evidence.watermark-fell': '에포크 {{epoch}}번 안에서 하이 워터마크가 {{from}} → {{to}}',
  'evidence.committed-below-min-isr':
    'ISR [{{isr}}] 상태로 최소 ISR {{minIsr}}개에 못 미치는데 하이 워터마크가 {{to}} 위치로 오른다',
  'evidence.latest-fell': '{{who}} 클라이언트가 전에는 오프셋 {{before}}, 지금은 {{offset}} 위치를 들었다',
  'evidence.read-ahead': '{{who}} 컨슈머가 오프셋 {{to}} 앞까지 읽었으나 커밋된 것은 {{committed}}개뿐이다',
  'evidence.read-jump': '{{who}} 컨슈머가 오프셋 {{next}} 위치가 아니라 {{from}} 위치에서 이어 읽는다',
  'evidence.appended-again': '{{who}} 프로듀서의 배치 {{batch}}번이 다시 추가되었다',
  'evidence.appended-behind': '{{who}} 프로듀서의 배치 {{batch}}번이 배치 {{before}}번 뒤에 추가되었다',
  'evidence.processed-again': '{{who}} 쪽에서 오프셋 {{from}}–{{last}} 가운데 {{again}}개를 다시 처리했다',
  'evidence.committed-beyond': '{{group}} 그룹이 오프셋 {{offset}} 위치를 커밋했으나 로그 끝은 {{end}}',
  'evidence.committed-early':
    '{{group}} 그룹이 오프셋 {{offset}} 위치를 커밋했으나 처리한 것은 {{doneTo}} 앞까지뿐이다',
  'evidence.two-owners': '{{group}} 그룹의 {{generation}}번 세대가 {{one}} 멤버와 {{other}} 멤버 둘에게 준다',
  'evidence.granted-while-held': '{{group}} 그룹이 {{to}} 멤버에게 주지만 {{holder}} 멤버가 아직 갖고 있다',
  'evidence.commit-of-nobody': '커밋에 멤버 id가 없고 세대는 {{generation}}번인데 그룹에는 멤버가 있다',
  'evidence.commit-of-stranger': '{{member}} 멤버가 {{generation}}번 세대로 커밋하지만 로그에는 없는 멤버다',
  'evidence.commit-of-generation':
    '{{member}} 멤버가 {{generation}}번 세대로 커밋하지만 로그에는 {{written}}번 세대로 적혀 있다',
  'evidence.metadata-lost':
    '{{node}}번 노드가 {{end}} 위치에서 끝나는 로그로 리더가 되었으나 오프셋 {{offset}} 레코드는 에포크 {{epoch}}번에 이미 커밋되었다',
  'evidence.metadata-logs-part':
    '{{node}}번 노드와 {{other}}번 노드의 로그가 오프셋 {{offset}} 위치에서 서로 다르다',
  'evidence.leader-outside-isr':
    '리더 {{leader}}번이 ISR [{{isr}}] 밖에 있다(ELR [{{elr}}], 레플리카 [{{replicas}}])',
  'evidence.isr-of-strangers':
    'ISR [{{isr}}] 안에 레플리카 [{{replicas}}] 밖의 브로커가 있다(리더 {{leader}}번, ELR [{{elr}}])',
  'evidence.elr-of-strangers':
    'ELR [{{elr}}] 안에 레플리카 [{{replicas}}] 밖의 브로커가 있다(리더 {{leader}}번, ISR [{{isr}}])',
  'evidence.isr-and-elr':
    'ISR [{{isr}}] 및 ELR [{{elr}}] 양쪽에 든 브로커가 있다(리더 {{leader}}번, 레플리카 [{{replicas}}])',
}
