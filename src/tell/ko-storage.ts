// Logs and disks, in Korean.

export const STORAGE_KO: { readonly [key: string]: string } = {
  'input.set-clock': '시계 앞당기기',
  'timer.retention': '보존 검사',
  'timer.deleted-files': '삭제를 기다리는 파일',
  'fact.segment.rolled.size':
    '$t(Who.{{role}}) {{partition}} 파티션의 세그먼트 {{baseOffset}}번을 시작합니다. 다음 배치가 segment.bytes 안에 들어가지 않습니다',
  'fact.segment.rolled.time':
    '$t(Who.{{role}}) {{partition}} 파티션의 세그먼트 {{baseOffset}}번을 시작합니다. 다음 레코드가 이전 세그먼트의 첫 레코드보다 segment.ms 넘게 늦습니다',
  'fact.segment.rolled.indexFull':
    '$t(Who.{{role}}) {{partition}} 파티션의 세그먼트 {{baseOffset}}번을 시작합니다. 이전 세그먼트의 오프셋 인덱스가 가득 찼습니다',
  'fact.segment.rolled.timeIndexFull':
    '$t(Who.{{role}}) {{partition}} 파티션의 세그먼트 {{baseOffset}}번을 시작합니다. 이전 세그먼트의 시간 인덱스가 가득 찼습니다',
  'fact.segment.rolled.offsetOverflow':
    '$t(Who.{{role}}) {{partition}} 파티션의 세그먼트 {{baseOffset}}번을 시작합니다. 이전 세그먼트 기준의 상대 오프셋이 31비트에 들어가지 않습니다',
  'fact.segment.rolled.retention':
    '$t(Who.{{role}}) 활성 세그먼트까지 지울 수 있도록 {{partition}} 파티션의 빈 세그먼트 {{baseOffset}}번을 시작합니다',
  'fact.log.restarted':
    '$t(Who.{{role}}) {{from}} 오프셋에서 끝나던 {{partition}} 파티션의 로그를 버리고 {{to}} 오프셋부터 새로 시작합니다. 리더인 {{leader}}번 브로커에 그보다 오래된 것이 없습니다',
  'fact.segment.deleted.logStart':
    '$t(Who.{{role}}) {{partition}} 파티션의 세그먼트 {{baseOffset}}번({{bytes}}바이트)을 지웁니다. 전부 로그 시작보다 앞에 있습니다',
  'fact.segment.deleted.size':
    '$t(Who.{{role}}) {{partition}} 파티션의 세그먼트 {{baseOffset}}번({{bytes}}바이트)을 지웁니다. 빼고도 로그에 retention.bytes만큼 남습니다',
  'fact.segment.deleted.time':
    '$t(Who.{{role}}) {{partition}} 파티션의 세그먼트 {{baseOffset}}번({{bytes}}바이트)을 지웁니다. 가장 새 레코드도 retention.ms보다 오래되었습니다',
  'fact.files.removed':
    '$t(Who.{{role}}) {{partition}} 파티션에서 삭제된 세그먼트 {{files}}개의 파일을 없앱니다. {{bytes}}바이트가 비었습니다',
  'fact.retention.checked':
    '$t(Who.{{role}}) 로그 {{logs}}개의 보존을 검사하고 세그먼트 {{segments}}개를 지웠습니다',
  'timer.cleaner': '클리너 스레드의 다음 차례',
  'task.clean': '끝난 클리닝',
  'fact.cleaning.started':
    '$t(Who.{{role}}) {{partition}} 파티션을 {{from}} 오프셋부터 {{to}} 오프셋 앞까지 클리닝하기 시작합니다. 맵에 든 키는 {{keys}}개입니다',
  'fact.log.cleaned':
    '$t(Who.{{role}}) {{partition}} 파티션을 {{to}} 오프셋 앞까지 클리닝했습니다. 레코드 {{records}}개 가운데 {{kept}}개가 남았습니다',
  'fact.segments.cleaned':
    '$t(Who.{{role}}) 세그먼트 {{before}}개를 {{after}}개로, {{readBytes}}바이트를 {{writtenBytes}}바이트로 줄였습니다',
  'fact.cleaning.aborted':
    '$t(Who.{{role}}) {{partition}} 파티션의 클리닝을 그만둡니다. 그사이 로그가 바뀌었습니다',
  'input.fail-disk': '디스크 고장 내기',
  'input.fill-disk': '디스크 채우기',
  'input.replace-disk': '디스크 교체하기',
  'timer.log-flush': '플러시할 로그를 찾는 다음 차례',
  'task.dir-failure': '고장 난 로그 디렉터리',
  'task.disk-read': '디스크에서 오는 레코드',
  'fact.dir.offline': '$t(Who.{{role}}) 로그 디렉터리 {{dir}} 포기, 로그 {{logs}}개. 디스크가 오류를 냅니다',
  'fact.dir.offline.full':
    '$t(Who.{{role}}) 로그 디렉터리 {{dir}} 포기, 로그 {{logs}}개. 디스크가 가득 찼습니다',
  'fact.broker.halted': '$t(Who.{{role}}) 멈춥니다. 로그 디렉터리 {{dir}} 없이는 계속할 수 없습니다',
  'fact.dirs.offline':
    '$t(Who.{{role}}) {{broker}}번 브로커의 고장 난 디렉터리에 있던 파티션 {{partitions}}개를 옮깁니다',
  'fact.logs.flushed': '$t(Who.{{role}}) 때가 된 로그 {{logs}}개를 플러시합니다',
  'fact.disk.read':
    '$t(Who.{{role}}) 페이지 캐시에 없는 {{bytes}}바이트를 디스크에서 읽습니다. 걸리는 시간 {{took}}',
  'fact.logStart.moved':
    '$t(Who.{{role}}) {{partition}} 파티션의 로그 시작을 {{from}} 오프셋에서 {{to}} 오프셋으로 옮깁니다',
}
