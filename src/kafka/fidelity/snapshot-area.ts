// Fidelity of the snapshots of the metadata.

import type { FidelityArea } from './area.ts'

export const SNAPSHOTS: FidelityArea = {
  id: 'snapshots',
  title: { en: 'Metadata snapshots', ko: '메타데이터 스냅샷' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'The metadata log has no segments: what lies below its start is gone at once, not with a whole segment.',
      ko: '메타데이터 로그에는 세그먼트가 없습니다. 시작 오프셋 앞의 내용은 세그먼트 단위가 아니라 곧바로 사라집니다.',
    },
    {
      en: 'A snapshot is as old as its last record was when the node applied it, not when the controller wrote it.',
      ko: '스냅샷의 나이는 컨트롤러가 마지막 레코드를 기록한 때가 아니라 노드가 그것을 적용한 때부터 잽니다.',
    },
    {
      en: 'A snapshot holds typed records; its size is close to that of the file.',
      ko: '스냅샷은 타입이 있는 레코드를 담으며 크기는 실제 파일에 가깝습니다.',
    },
  ],
  rules: [
    {
      id: 'snapshots.taken',
      claim: 'exact',
      says: {
        en: 'Controllers and brokers each take a snapshot of their own metadata after 20 MiB of committed records, or at the first record when an hour has passed; it counts once it is on disk.',
        ko: '컨트롤러와 브로커는 저마다 커밋된 레코드가 20 MiB 쌓이거나 한 시간이 지난 뒤 첫 레코드가 오면 자기 메타데이터의 스냅샷을 만들고, 디스크에 기록된 뒤에야 스냅샷으로 칩니다.',
      },
      tests: [
        'src/kafka/raft/snapshots.test.ts: every node takes its own after so many bytes of committed records',
        'src/kafka/raft/snapshots.test.ts: one is taken after so long a time, at the next record',
        'src/kafka/raft/snapshots.test.ts: a snapshot that was not flushed is gone with the power',
      ],
      recordings: [],
    },
    {
      id: 'snapshots.retention',
      claim: 'simplified',
      says: {
        en: 'Once a minute the oldest snapshots are deleted while all is too big or they are too old, never the newest; the log then begins at the next one.',
        ko: '1분마다 전체가 너무 크거나 스냅샷이 너무 오래되었으면 가장 오래된 것부터 지우고 가장 새 것은 남깁니다. 그러면 로그는 다음 스냅샷에서 시작합니다.',
      },
      tests: [
        'src/kafka/raft/snapshots.test.ts: once a minute the oldest go while log and snapshots are too big',
        'src/kafka/raft/snapshots.test.ts: the oldest go by age too, but never the newest',
      ],
      recordings: [],
    },
    {
      id: 'snapshots.fetched',
      claim: 'exact',
      says: {
        en: 'Whoever has nothing, is before the start of the leader’s log, or ends in an epoch older than its first snapshot fetches its newest snapshot in chunks of 8 MiB, and then the log after it.',
        ko: '아무것도 없거나, 리더 로그의 시작보다 뒤처졌거나, 리더의 첫 스냅샷보다 오래된 에포크에서 끝나는 노드는 가장 새 스냅샷을 8 MiB씩 가져온 다음 그 뒤의 로그를 가져옵니다.',
      },
      tests: [
        'src/kafka/raft/snapshots.test.ts: sends to the snapshot whoever has nothing',
        'src/kafka/raft/snapshots.test.ts: a broker that was away longer than the log reaches fetches the snapshot and then the rest',
        'src/kafka/raft/snapshots.test.ts: a controller that fetched a snapshot votes, and may be elected and commit',
        'src/kafka/raft/snapshots.test.ts: a snapshot of many bytes comes in chunks of 8 MiB',
      ],
      recordings: [],
    },
    {
      id: 'snapshots.loaded',
      claim: 'exact',
      says: {
        en: 'A node that starts, or whose metadata ends before its log begins, loads its newest snapshot and then the log after it.',
        ko: '시작하는 노드, 또는 메타데이터가 로그의 시작보다 앞에서 끝나는 노드는 가장 새 스냅샷을 읽은 다음 그 뒤의 로그를 적용합니다.',
      },
      tests: [
        'src/kafka/raft/snapshots.test.ts: a node that restarts loads its newest snapshot and then the log after it',
        'src/kafka/raft/snapshots.test.ts: one that ran but was cut off so long loads it over the image it has',
      ],
      recordings: [],
    },
  ],
}
