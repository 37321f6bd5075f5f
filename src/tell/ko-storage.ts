// Logs and disks, in Korean.

export const STORAGE_KO: { readonly [key: string]: string } = {
  'input.set-clock': '시계 앞당기기',
  'timer.retention': '보존 검사',
  'timer.deleted-files': '삭제를 기다리는 파일',
  'fact.segment.rolled.size':
    '$t(Who.{{role}})가 {{partition}} 파티션의 세그먼트 {{baseOffset}}번을 시작한다. 다음 배치가 segment.bytes 안에 들어가지 않는다',
  'fact.segment.rolled.time':
    '$t(Who.{{role}})가 {{partition}} 파티션의 세그먼트 {{baseOffset}}번을 시작한다. 다음 레코드가 이전 세그먼트의 첫 레코드보다 segment.ms 넘게 늦다',
  'fact.segment.rolled.indexFull':
    '$t(Who.{{role}})가 {{partition}} 파티션의 세그먼트 {{baseOffset}}번을 시작한다. 이전 세그먼트의 오프셋 인덱스가 가득 찼다',
  'fact.segment.rolled.timeIndexFull':
    '$t(Who.{{role}})가 {{partition}} 파티션의 세그먼트 {{baseOffset}}번을 시작한다. 이전 세그먼트의 시간 인덱스가 가득 찼다',
  'fact.segment.rolled.offsetOverflow':
    '$t(Who.{{role}})가 {{partition}} 파티션의 세그먼트 {{baseOffset}}번을 시작한다. 이전 세그먼트 기준의 상대 오프셋이 31비트에 들어가지 않는다',
  'fact.segment.rolled.retention':
    '$t(Who.{{role}})가 활성 세그먼트까지 지울 수 있도록 {{partition}} 파티션의 빈 세그먼트 {{baseOffset}}번을 시작한다',
  'fact.log.restarted':
    '$t(Who.{{role}})가 {{from}} 오프셋에서 끝나던 {{partition}} 파티션의 로그를 버리고 {{to}} 오프셋부터 새로 시작한다. 리더인 {{leader}}번 브로커에 그보다 오래된 것이 없다',
  'fact.segment.deleted.logStart':
    '$t(Who.{{role}})가 {{partition}} 파티션의 세그먼트 {{baseOffset}}번({{bytes}}바이트)을 지운다. 전부 로그 시작보다 앞에 있다',
  'fact.segment.deleted.size':
    '$t(Who.{{role}})가 {{partition}} 파티션의 세그먼트 {{baseOffset}}번({{bytes}}바이트)을 지운다. 빼고도 로그에 retention.bytes만큼 남는다',
  'fact.segment.deleted.time':
    '$t(Who.{{role}})가 {{partition}} 파티션의 세그먼트 {{baseOffset}}번({{bytes}}바이트)을 지운다. 가장 새 레코드도 retention.ms보다 오래되었다',
  'fact.files.removed':
    '$t(Who.{{role}})가 {{partition}} 파티션에서 삭제된 세그먼트 {{files}}개의 파일을 없앤다. {{bytes}}바이트가 비었다',
  'fact.retention.checked':
    '$t(Who.{{role}})가 로그 {{logs}}개의 보존을 검사하고 세그먼트 {{segments}}개를 지웠다',
  'timer.cleaner': '클리너 스레드의 다음 차례',
  'task.clean': '끝난 클리닝',
  'fact.cleaning.started':
    '$t(Who.{{role}})가 {{partition}} 파티션을 {{from}} 오프셋부터 {{to}} 오프셋 앞까지 클리닝하기 시작한다. 맵에 든 키는 {{keys}}개다',
  'fact.log.cleaned':
    '$t(Who.{{role}})가 {{partition}} 파티션을 {{to}} 오프셋 앞까지 클리닝했다. 레코드 {{records}}개 가운데 {{kept}}개가 남았다',
  'fact.segments.cleaned':
    '$t(Who.{{role}})가 세그먼트 {{before}}개를 {{after}}개로, {{readBytes}}바이트를 {{writtenBytes}}바이트로 줄였다',
  'fact.cleaning.aborted':
    '$t(Who.{{role}})가 {{partition}} 파티션의 클리닝을 그만둔다. 그사이 로그가 바뀌었다',
  'input.fail-disk': '디스크 고장 내기',
  'input.fill-disk': '디스크 채우기',
  'input.replace-disk': '디스크 교체하기',
  'timer.dir-told': '컨트롤러가 모르는 로그 디렉터리 장애를 기다리는 한도',
  'fact.dir.notTold':
    '$t(Who.{{role}})가 멈춘다. {{waited}} 동안 로그 디렉터리 {{dir}} 장애를 컨트롤러에 알리지 못했다',
  'timer.log-flush': '플러시할 로그를 찾는 다음 차례',
  'task.dir-failure': '고장 난 로그 디렉터리',
  'task.disk-read': '디스크에서 오는 레코드',
  'fact.dir.offline':
    '$t(Who.{{role}})가 로그 디렉터리 {{dir}} 하나를 포기한다. 로그는 {{logs}}개, 디스크가 오류를 낸다',
  'fact.dir.offline.full':
    '$t(Who.{{role}})가 로그 디렉터리 {{dir}} 하나를 포기한다. 로그는 {{logs}}개, 디스크가 가득 찼다',
  'fact.broker.halted': '$t(Who.{{role}})가 멈춘다. 로그 디렉터리 {{dir}} 없이는 계속할 수 없다',
  'fact.dirs.offline':
    '$t(Who.{{role}})가 {{broker}}번 브로커의 고장 난 디렉터리에 있던 파티션 {{partitions}}개를 옮긴다',
  'fact.logs.flushed': '$t(Who.{{role}})가 때가 된 로그 {{logs}}개를 플러시한다',
  'fact.disk.read':
    '$t(Who.{{role}})가 페이지 캐시에 없는 {{bytes}}바이트를 디스크에서 읽는다. 걸리는 시간 {{took}}',
  'fact.batch.torn':
    '$t(Who.{{role}}): {{partition}} 파티션의 세그먼트 {{segment}}번에 {{offset}} 오프셋의 배치가 일부만 기록되어 있다. 그 시작부터 디스크에 있는 것은 {{bytes}}바이트이며, 아직 아무도 모른다',
  'fact.recovery.tornBatch':
    '$t(Who.{{role}})가 {{partition}} 파티션을 검사하다 온전하지 않은 배치를 찾았다. {{offset}} 오프셋, 세그먼트 {{segment}}번의 {{position}}바이트 위치다',
  'fact.recovery.cut':
    '$t(Who.{{role}})가 {{partition}} 파티션의 세그먼트 {{segment}}번에서 {{bytes}}바이트를 잘라 내고, 그 뒤의 세그먼트 {{laterSegments}}개는 보지도 않고 지운다',
  'fact.recovery.cut.alone':
    '$t(Who.{{role}})가 {{partition}} 파티션의 마지막 세그먼트 {{segment}}번에서 {{bytes}}바이트를 잘라 낸다',
  'fact.recovery.segmentDeleted':
    '$t(Who.{{role}})가 {{partition}} 파티션의 세그먼트 {{baseOffset}}번({{bytes}}바이트)을 지운다. 앞의 세그먼트 {{cutSegment}}번이 잘렸다',
  'fact.logStart.moved':
    '$t(Who.{{role}})가 {{partition}} 파티션의 로그 시작을 {{from}} 오프셋에서 {{to}} 오프셋으로 옮긴다',
}
