// 컨슈머에 직접 할 수 있는 조작의 설명.

export const CONSUMERS_KO: { readonly [key: string]: string } = {
  'input.add-member.note': '이미 있는 멤버와 같은 설정으로',
  'input.change-assignor.note': '다음에 시작할 때 읽음',
  'input.commit.note': '지금 위치 그대로',
  'input.pause-partition.note': '컨슈머가 더 가져오지 않음',
  'input.reset-offsets.note': '그룹에 멤버가 있으면 거절됨',
  'input.resume-partition.note': '컨슈머가 다시 가져옴',
  'input.seek.note': '요청 없이 오프셋만 바꿈',
  'input.send-record.note': '키가 있거나 없이',
  'input.slow-consumer.note': '레코드마다 걸리는 시간',
  'input.stick-consumer.note': '다음 레코드에서, 하트비트는 계속',
}
