import { expect, test } from 'vitest'
import { INPUTS } from '../kafka/inputs/registry.ts'
import { scenarioJsonSchema } from './json-schema.ts'

test('the JSON Schema knows the keys, the inputs and the configs', () => {
  const schema = JSON.parse(JSON.stringify(scenarioJsonSchema()))
  expect(schema.required).toEqual(expect.arrayContaining(['format', 'title', 'cluster', 'topics']))
  expect(schema.additionalProperties).toBe(false)
  const steps = schema.properties.steps.items.oneOf as { properties: { do: { const: string } } }[]
  expect(steps.map((step) => step.properties.do.const)).toEqual(INPUTS.map((input) => input.id))
  expect(schema.properties.cluster.properties.config.properties['broker.session.timeout.ms']).toMatchObject({
    type: 'integer',
    default: 9_000,
  })
  expect(schema.properties.cluster.properties.config.additionalProperties).toBe(false)
})
