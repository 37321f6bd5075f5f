// Distributions as committed tables of integers: Math.log differs in its last bit between engines, a table does not.

export interface QuantileTable {
  /** Values at evenly spaced probabilities, in thousandths of the scale. */
  readonly knots: readonly number[]
}

/** The value at probability bits / 2^32, interpolated between knots, times scale / 1000: an integer. */
export function quantile(table: QuantileTable, bits: number, scale: number): number {
  const steps = table.knots.length - 1
  const position = bits * steps
  const index = Math.floor(position / 4_294_967_296)
  const fraction = Math.floor((position - index * 4_294_967_296) / 65_536)
  const low = table.knots[index] as number
  const high = table.knots[index + 1] as number
  const thousandths = low + Math.floor(((high - low) * fraction) / 65_536)
  return Math.floor((thousandths * scale) / 1_000)
}

/** Even over [0, scale). */
export const UNIFORM: QuantileTable = { knots: [0, 1_000] }

/** Exponential with mean `scale`, its tail capped at the 4,096th part. */
export const EXPONENTIAL: QuantileTable = {
  knots: [
    0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60, 65, 69, 73, 77, 81, 86, 90, 94, 98, 103, 107,
    111, 116, 120, 125, 129, 134, 138, 143, 147, 152, 156, 161, 165, 170, 175, 179, 184, 189, 193, 198, 203,
    208, 212, 217, 222, 227, 232, 237, 242, 247, 252, 257, 262, 267, 272, 277, 282, 288, 293, 298, 303, 309,
    314, 319, 325, 330, 336, 341, 347, 352, 358, 363, 369, 375, 380, 386, 392, 398, 404, 409, 415, 421, 427,
    433, 439, 445, 451, 458, 464, 470, 476, 483, 489, 495, 502, 508, 515, 521, 528, 535, 541, 548, 555, 562,
    568, 575, 582, 589, 596, 604, 611, 618, 625, 633, 640, 647, 655, 662, 670, 678, 685, 693, 701, 709, 717,
    725, 733, 741, 749, 758, 766, 774, 783, 792, 800, 809, 818, 827, 836, 845, 854, 863, 872, 882, 891, 901,
    910, 920, 930, 940, 950, 960, 970, 981, 991, 1_002, 1_013, 1_023, 1_034, 1_045, 1_057, 1_068, 1_079,
    1_091, 1_103, 1_114, 1_126, 1_138, 1_151, 1_163, 1_176, 1_188, 1_201, 1_214, 1_228, 1_241, 1_255, 1_269,
    1_282, 1_297, 1_311, 1_326, 1_340, 1_356, 1_371, 1_386, 1_402, 1_418, 1_434, 1_451, 1_468, 1_485, 1_502,
    1_520, 1_538, 1_556, 1_575, 1_594, 1_613, 1_633, 1_653, 1_674, 1_695, 1_717, 1_739, 1_761, 1_784, 1_808,
    1_832, 1_856, 1_882, 1_908, 1_934, 1_962, 1_990, 2_019, 2_049, 2_079, 2_111, 2_144, 2_178, 2_213, 2_249,
    2_287, 2_326, 2_367, 2_410, 2_454, 2_501, 2_549, 2_601, 2_655, 2_712, 2_773, 2_837, 2_906, 2_980, 3_060,
    3_147, 3_243, 3_348, 3_466, 3_599, 3_753, 3_936, 4_159, 4_447, 4_852, 5_545, 8_318,
  ],
}
