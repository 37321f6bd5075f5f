// The shape of a report file. Its scenario is one like any other, but for the steps: what was done stands beside it, under `inputs`.

import * as z from 'zod'
import { PLANTS } from '../kafka/plants.ts'
import { DURATION_PATTERN } from './duration.ts'
import { TIME_US_MAX } from './limits.ts'
import {
  FAILURE_CHARACTERS_MAX,
  FAILURE_DETAILS_MAX,
  FAILURE_KINDS,
  HASHES_MAX,
  REPORT_FORMAT,
} from './report.ts'
import { SCENARIO_SCHEMA } from './schema.ts'

const EVENTS_MAX = 1_000_000_000_000
const HASH_PATTERN = /^[0-9a-f]{16}$/

const hash = z.string().regex(HASH_PATTERN)
const event = z.int().min(-1).max(EVENTS_MAX)
const timeUs = z.int().min(0).max(TIME_US_MAX)
const duration = z.string().regex(DURATION_PATTERN)
const text = z.string().max(FAILURE_CHARACTERS_MAX)
/** Numbers and names that the catalogues word. */
const worded = z.strictObject({
  key: z.string().regex(/^(evidence|waiting)[.][a-zA-Z-]{1,60}$/),
  args: z.record(z.string().max(30), z.union([z.int(), text])),
})
const detail = z.union([text, z.array(worded).max(FAILURE_DETAILS_MAX)])

export const REPORT_SCHEMA = z.strictObject({
  format: z.literal(REPORT_FORMAT),
  engine: z.int().min(1).max(1_000_000),
  name: z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}$/),
  scenario: SCENARIO_SCHEMA.omit({ steps: true }),
  seed: z.string().min(1).max(64),
  inputs: SCENARIO_SCHEMA.shape.steps.unwrap(),
  plants: z
    .array(z.enum(PLANTS.map((plant) => plant.id)))
    .max(PLANTS.length)
    .optional(),
  heal: z.strictObject({ from: duration, by: duration }).optional(),
  moment: z.strictObject({ event, timeUs }),
  failure: z
    .strictObject({ kind: z.enum(FAILURE_KINDS), id: text.min(1), event, about: text, detail })
    .optional(),
  hashes: z.array(z.strictObject({ event, trace: hash, state: hash.optional() })).max(HASHES_MAX),
})

export type ReportFile = z.infer<typeof REPORT_SCHEMA>
