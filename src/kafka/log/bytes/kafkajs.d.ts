// The parts of kafkajs that read and write record batches, for the tests that hold our bytes against a library that others wrote.

declare module 'kafkajs/src/protocol/recordBatch/v0/index.js' {
  interface Encoder {
    readonly buffer: Buffer
  }
  export function RecordBatch(batch: {
    compression: number
    firstOffset: number
    firstTimestamp: number
    maxTimestamp: number
    partitionLeaderEpoch: number
    lastOffsetDelta: number
    transactional: boolean
    producerId: number
    producerEpoch: number
    firstSequence: number
    records: unknown[]
  }): Promise<Encoder>
}

declare module 'kafkajs/src/protocol/recordBatch/record/v0/index.js' {
  export default function makeRecord(record: {
    offsetDelta: number
    timestampDelta: number
    key: Buffer | null
    value: Buffer | null
    headers: { [key: string]: Buffer | null }
  }): unknown
}

declare module 'kafkajs/src/protocol/decoder.js' {
  export default class Decoder {
    constructor(buffer: Buffer)
  }
}

declare module 'kafkajs/src/protocol/recordBatch/v0/decoder.js' {
  import type Decoder from 'kafkajs/src/protocol/decoder.js'

  interface Decoded {
    readonly firstOffset: string
    readonly partitionLeaderEpoch: number
    readonly inTransaction: boolean
    readonly isControlBatch: boolean
    readonly lastOffsetDelta: number
    readonly producerId: string
    readonly producerEpoch: number
    readonly firstSequence: number
    readonly firstTimestamp: string
    readonly maxTimestamp: string
    readonly records: readonly {
      readonly offset: string
      readonly timestamp: string
      readonly key: Buffer | null
      readonly value: Buffer | null
      readonly headers: { readonly [key: string]: Buffer | null }
    }[]
  }
  export default function decode(from: Decoder): Promise<Decoded>
}
