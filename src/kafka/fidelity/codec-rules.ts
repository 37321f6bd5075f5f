// Rules of compressed batches.

import type { FidelityRule } from './area.ts'

export const CODEC_RULES: readonly FidelityRule[] = [
  {
    id: 'codecs.gzip',
    claim: 'simplified',
    says: {
      en: 'Batches of gzip are packed for real, byte for byte: anybody’s gunzip reads them, and sizes are those of the bytes.',
      ko: 'gzip 배치는 실제로 바이트까지 압축합니다. 어떤 gunzip으로도 읽히며 크기는 그 바이트의 크기입니다.',
    },
    tests: ['src/kafka/log/bytes/gzip.test.ts: is read by others, whatever is packed'],
    recordings: [],
  },
  {
    id: 'codecs.ratios',
    claim: 'simplified',
    says: {
      en: 'Batches of snappy, lz4 and zstd take a stated share of their block. They have no bytes: logs that hold them are not exported.',
      ko: 'snappy, lz4, zstd 배치는 정해진 비율의 크기를 차지합니다. 바이트는 없으므로 이런 배치가 있는 로그는 내보내지 않습니다.',
    },
    tests: [
      'src/kafka/log/codecs.test.ts: of %s takes the stated share of its block',
      'src/cli/export-logs-command.test.ts: refuses batches of which only the size is known',
      'src/worker/data-zip.test.ts: is refused with the place of a batch of which only the size is known',
    ],
    recordings: [],
  },
  {
    id: 'produce.compression',
    claim: 'exact',
    says: {
      en: 'A leader packs a batch anew only if the topic’s compression.type is not producer and differs from the batch’s.',
      ko: '리더는 토픽의 compression.type이 producer가 아니고 배치와 다를 때만 다시 압축합니다.',
    },
    tests: ['src/kafka/log/codecs.test.ts: is packed by the leader as the topic says'],
    recordings: [],
  },
]
