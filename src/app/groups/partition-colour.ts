// One of four tints by a partition's number: neighbours differ, and a partition keeps its tint wherever it goes.

const TINTS = 4

export function colourOf(partition: string): number {
  return Number(partition.slice(partition.lastIndexOf('-') + 1)) % TINTS
}
