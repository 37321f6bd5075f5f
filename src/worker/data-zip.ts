// Data directories as one zip, byte for byte as `export-logs` writes them: `broker-1/orders-0/00000000000000000000.log` and so on.

import type { ZipInputFile } from 'fflate'
import { deflateSync, Zip } from 'fflate'
import type { EstimatedBatch } from '../kafka/log/files/estimated-batch.ts'
import type { World } from '../sim/world.ts'
import { estimatedIn, filesOf } from '../view/log-files.ts'
import { crc32, deflateWithZeros } from './zero-tail.ts'

interface PackedFile {
  readonly path: string
  readonly sizeBytes: number
  readonly bytes: Uint8Array
}

/** Reads every file now, since the world moves on while they are packed. A batch without bytes keeps all of them back. */
export function filesToPack(world: World, nodes: readonly number[]): readonly PackedFile[] | EstimatedBatch {
  const estimated = estimatedIn(world, nodes)
  if (estimated !== null) return estimated
  return nodes.flatMap((node) =>
    filesOf(world, node).map(({ path, sizeBytes, bytes }) => ({
      path: `broker-${node}/${path}`,
      sizeBytes,
      bytes: bytes(),
    })),
  )
}

/** Virtual time begins before zips can tell dates. */
const EARLIEST = '1980-01-01T00:00:00'
const DEFLATED = 8

/** `turn`: lets others have theirs, after each file. */
export async function zipOf(files: readonly PackedFile[], turn: () => Promise<void>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  const zip = new Zip((error, part) => {
    if (error !== null) throw error
    parts.push(part)
  })
  for (const { path, sizeBytes, bytes } of files) {
    // A file that was given its size beforehand ends in zeros.
    const zeros = Math.max(0, sizeBytes - bytes.length)
    const entry: ZipInputFile = {
      filename: path,
      mtime: EARLIEST,
      compression: DEFLATED,
      size: bytes.length + zeros,
      crc: crc32(bytes, zeros),
    }
    zip.add(entry)
    entry.ondata?.(null, zeros === 0 ? deflateSync(bytes) : deflateWithZeros(bytes, zeros), true)
    await turn()
  }
  zip.end()
  return joined(parts)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
