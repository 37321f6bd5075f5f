// Logs and disks, in English.

export const STORAGE_EN: { readonly [key: string]: string } = {
  'input.set-clock': 'Set clock ahead',
  'timer.retention': 'the check of what retention may delete',
  'timer.deleted-files': 'files that wait to be deleted',
  'fact.segment.rolled.size':
    '$t(Who.{{role}}) begins segment {{baseOffset}} of {{partition}}: the next batch no longer fits into segment.bytes',
  'fact.segment.rolled.time':
    '$t(Who.{{role}}) begins segment {{baseOffset}} of {{partition}}: the next record is more than segment.ms younger than the first of the old one',
  'fact.segment.rolled.indexFull':
    '$t(Who.{{role}}) begins segment {{baseOffset}} of {{partition}}: the offset index of the old one is full',
  'fact.segment.rolled.timeIndexFull':
    '$t(Who.{{role}}) begins segment {{baseOffset}} of {{partition}}: the time index of the old one is full',
  'fact.segment.rolled.offsetOverflow':
    '$t(Who.{{role}}) begins segment {{baseOffset}} of {{partition}}: offsets relative to the old one no longer fit into 31 bits',
  'fact.segment.rolled.retention':
    '$t(Who.{{role}}) begins an empty segment {{baseOffset}} of {{partition}}, so that even the active one can be deleted',
  'fact.log.restarted':
    '$t(Who.{{role}}) drops its log of {{partition}}, which ended at {{from}}, and begins anew at {{to}}: broker {{leader}}, the leader, has nothing older',
  'fact.segment.deleted.logStart':
    '$t(Who.{{role}}) deletes segment {{baseOffset}} of {{partition}}, {{bytes}} bytes: all of it lies below the log start',
  'fact.segment.deleted.size':
    '$t(Who.{{role}}) deletes segment {{baseOffset}} of {{partition}}, {{bytes}} bytes: without it the log still has retention.bytes',
  'fact.segment.deleted.time':
    '$t(Who.{{role}}) deletes segment {{baseOffset}} of {{partition}}, {{bytes}} bytes: even its newest record is older than retention.ms',
  'fact.files.removed':
    '$t(Who.{{role}}) removes the files of {{files}} deleted segments of {{partition}}: {{bytes}} bytes are free again',
  'fact.retention.checked':
    '$t(Who.{{role}}) has looked at its logs for retention: logs {{logs}}, segments deleted {{segments}}',
  'timer.cleaner': 'the next turn of a cleaner thread',
  'task.clean': 'a cleaning that is over',
  'fact.cleaning.started':
    '$t(Who.{{role}}) begins to clean {{partition}} from offset {{from}} up to {{to}}: the map holds {{keys}} keys',
  'fact.log.cleaned':
    '$t(Who.{{role}}) has cleaned {{partition}} up to offset {{to}}: {{kept}} of {{records}} records are left',
  'fact.segments.cleaned':
    '$t(Who.{{role}}): {{before}} segments became {{after}}, {{readBytes}} bytes became {{writtenBytes}}',
  'fact.cleaning.aborted':
    '$t(Who.{{role}}) gives the cleaning of {{partition}} up: the log has changed under it',
  'input.fail-disk': 'Fail a disk',
  'input.fill-disk': 'Fill a disk',
  'input.replace-disk': 'Replace a disk',
  'timer.dir-told':
    'the end of its patience with a failed log directory of which the controllers do not know',
  'fact.dir.notTold':
    '$t(Who.{{role}}) stops: for {{waited}} it could not tell the controllers that log directory {{dir}} has failed',
  'timer.log-flush': 'the next look for logs to flush',
  'task.dir-failure': 'a directory of logs that fails',
  'task.disk-read': 'records that come from the disk',
  'fact.dir.offline':
    '$t(Who.{{role}}) gives log directory {{dir}} up: its disk answers with errors (logs in it: {{logs}})',
  'fact.dir.offline.full':
    '$t(Who.{{role}}) gives log directory {{dir}} up: its disk is full (logs in it: {{logs}})',
  'fact.broker.halted': '$t(Who.{{role}}) halts: without log directory {{dir}} it cannot go on',
  'fact.dirs.offline':
    '$t(Who.{{role}}) moves $t(partitions, { "count": {{partitions}} }) away from failed directories of broker {{broker}}',
  'fact.logs.flushed': '$t(Who.{{role}}) flushes {{logs}} logs whose time has come',
  'fact.disk.read':
    '$t(Who.{{role}}) reads {{bytes}} bytes that are not in the page cache: it takes {{took}}',
  'fact.batch.torn':
    '$t(Who.{{role}}): the batch at offset {{offset}} of {{partition}} is only partly on the disk, in segment {{segment}}; {{bytes}} bytes lie there from its beginning on. Nobody knows yet',
  'fact.recovery.tornBatch':
    '$t(Who.{{role}}) looks through {{partition}} and finds a batch that is not whole: offset {{offset}}, at byte {{position}} of segment {{segment}}',
  'fact.recovery.cut':
    '$t(Who.{{role}}) cuts {{bytes}} bytes off segment {{segment}} of {{partition}}: what is behind it goes without a look (segments: {{laterSegments}})',
  'fact.recovery.cut.alone':
    '$t(Who.{{role}}) cuts {{bytes}} bytes off segment {{segment}} of {{partition}}, the last one',
  'fact.recovery.segmentDeleted':
    '$t(Who.{{role}}) deletes segment {{baseOffset}} of {{partition}}, {{bytes}} bytes: segment {{cutSegment}} before it had to be cut',
  'fact.logStart.moved':
    '$t(Who.{{role}}) moves the log start of {{partition}} from offset {{from}} to {{to}}',
}
