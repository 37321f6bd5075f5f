// What the fidelity page says about one area of Kafka, and the rules that it rests on.

export interface Told {
  readonly en: string
  readonly ko: string
}

/** `exact`: every rule of the area is Kafka's; `simplified`: something in it is not, or is not there; `notSimulated`: there is nothing of it. */
export type Fidelity = 'exact' | 'simplified' | 'notSimulated'

export interface FidelityArea {
  readonly id: string
  readonly title: Told
  readonly fidelity: Fidelity
  /** What differs from Kafka, or is not there. */
  readonly simplified: readonly Told[]
  readonly rules: readonly FidelityRule[]
}

/** A rule of the engine. A comment `rule: <id>` stands where it is carried out. */
export interface FidelityRule {
  readonly id: string
  readonly claim: 'exact' | 'simplified'
  readonly says: Told
  /** `<path of the file>: <name of the test, or how it begins>`. */
  readonly tests: readonly string[]
  /** Names of what was recorded from the real thing and fixes this (conformance/recordings). */
  readonly recordings: readonly string[]
}
