// The scenario format as a JSON Schema, for editors: keys, values and config names complete themselves.

import * as z from 'zod'
import { configDoc } from '../kafka/config/doc.ts'
import type { ConfigEntry, ConfigScope } from '../kafka/config/entry.ts'
import { CONFIG_SCOPES, configEntry, configNames } from '../kafka/config/registry.ts'
import { CONFIG_SCHEMAS, SCENARIO_SCHEMA } from './schema.ts'

type JsonSchema = z.core.JSONSchema.BaseSchema

export function scenarioJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(SCENARIO_SCHEMA, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const scope = CONFIG_SCOPES.find((one) => CONFIG_SCHEMAS[one] === zodSchema)
      if (scope !== undefined) nameConfigs(jsonSchema, scope)
    },
  })
  return { $id: 'scenario.schema.json', title: 'Highwater scenario', ...schema }
}

function nameConfigs(schema: JsonSchema, scope: ConfigScope): void {
  delete schema.propertyNames
  schema.additionalProperties = false
  schema.properties = Object.fromEntries(configNames(scope).map((name) => [name, configSchema(scope, name)]))
}

function configSchema(scope: ConfigScope, name: string): JsonSchema {
  const entry = configEntry(scope, name)
  const description = configDoc(scope, name, 'en')
  return entry === null ? { description } : { description, ...typeOf(entry), ...defaultOf(entry) }
}

function typeOf(entry: ConfigEntry): JsonSchema {
  switch (entry.type) {
    case 'int':
    case 'long':
      return { type: 'integer', minimum: entry.min }
    case 'double':
      return { type: 'number', minimum: entry.min, maximum: entry.max }
    case 'boolean':
      return { type: 'boolean' }
    case 'choice':
      return entry.orLike === null
        ? { enum: choicesOf(entry.choices) }
        : { anyOf: [{ enum: choicesOf(entry.choices) }, { type: 'string', pattern: entry.orLike }] }
    case 'string':
    case 'list':
      return { type: 'string' }
  }
}

function choicesOf(choices: readonly string[]): (string | number)[] {
  return choices.flatMap((choice) => (/^-?\d+$/.test(choice) ? [choice, Number(choice)] : [choice]))
}

function defaultOf(entry: ConfigEntry): JsonSchema {
  if (entry.default === null) return {}
  return {
    default: Array.isArray(entry.default)
      ? entry.default.join(',')
      : (entry.default as string | number | boolean),
  }
}
