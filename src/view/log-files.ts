// A broker's data directory as `ls -l` lists it: its own files and its folders, and the files of the folder that is open.

import type { WorkloadOf } from '../kafka/log/bytes/log-bytes.ts'
import { dataDirectory } from '../kafka/log/files/data-directory.ts'
import type { EstimatedBatch } from '../kafka/log/files/estimated-batch.ts'
import { estimatedBatch } from '../kafka/log/files/estimated-batch.ts'
import type { DataFile } from '../kafka/log/files/partition-files.ts'
import type { Node } from '../kafka/node.ts'
import { workloadIn } from '../kafka/workload/workload-in.ts'
import { EngineError } from '../sim/assert.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'
import type { FileRow } from './log-rows.ts'

/** Every file of a broker, its path within the data directory; bytes are made when they are read. */
export function filesOf(world: World, nodeId: number): DataFile[] {
  const node = find(world, `node:${nodeId}`) as Node | null
  if (node === null || !node.isBroker) return []
  return dataDirectory(world, node, workloadsOf(world))
}

/** The first batch of these brokers of which there are no bytes. */
export function estimatedIn(world: World, nodeIds: readonly number[]): EstimatedBatch | null {
  for (const nodeId of nodeIds) {
    const node = find(world, `node:${nodeId}`) as Node | null
    const found = node === null || !node.isBroker ? null : estimatedBatch(world, node)
    if (found !== null) return found
  }
  return null
}

export function fileRows(world: World, nodeId: number, open: string | null): FileRow[] {
  const rows: FileRow[] = []
  const folders = new Map<string, { place: number; sizeBytes: number; files: number }>()
  const inside: FileRow[] = []
  for (const { path, sizeBytes } of filesOf(world, nodeId)) {
    const slash = path.indexOf('/')
    const address = `file:${nodeId}/${path}`
    if (slash < 0) {
      rows.push({ address, path, folder: false, sizeBytes, files: 1 })
      continue
    }
    const folder = path.slice(0, slash)
    const known = folders.get(folder)
    if (known === undefined) {
      folders.set(folder, { place: rows.length, sizeBytes, files: 1 })
      rows.push({ address: `file:${nodeId}/${folder}`, path: folder, folder: true, sizeBytes, files: 1 })
    } else {
      known.sizeBytes += sizeBytes
      known.files += 1
    }
    if (folder === open) inside.push({ address, path, folder: false, sizeBytes, files: 1 })
  }
  for (const [, { place, sizeBytes, files }] of folders)
    rows[place] = { ...(rows[place] as FileRow), sizeBytes, files }
  const at = open === null ? undefined : folders.get(open)?.place
  if (at !== undefined) rows.splice(at + 1, 0, ...inside)
  return rows
}

export function workloadsOf(world: World): WorkloadOf {
  return (producer) => {
    const workload = workloadIn(world, producer)
    if (workload === null) throw new EngineError(`no producer ${producer}`)
    return workload
  }
}
