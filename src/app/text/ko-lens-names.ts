// What the lenses are called in Korean: the switch between them stands from the first moment on.

export const LENS_NAMES_KO: { readonly [key: string]: string } = {
  'command.lens.cluster': '렌즈: 클러스터',
  'command.lens.controller': '렌즈: 컨트롤러',
  'command.lens.ledger': '렌즈: 장부',
  'command.lens.metrics': '렌즈: 지표',
  'command.lens.partitions': '렌즈: 파티션',
  'command.lens.spacetime': '렌즈: 시공간',
  'command.lens.groups': '렌즈: 컨슈머 그룹',
  'command.lens.log': '렌즈: 로그',
  'lens.groups': '컨슈머 그룹',
  'lens.log': '로그',
  'lens.cluster': '클러스터',
  'lens.controller': '컨트롤러',
  'lens.ledger': '장부',
  'lens.metrics': '지표',
  'lens.partitions': '파티션',
  'lens.spacetime': '시공간',
}
