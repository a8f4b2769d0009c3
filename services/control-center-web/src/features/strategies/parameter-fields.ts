/**
 * A strategy's JSON Schema as fields of a form. Decimals are text and stay so; whole numbers become numbers only when they
 * are sent. What has a form that no field can show is edited as JSON.
 */

export type FieldKind = 'integer' | 'number' | 'boolean' | 'choice' | 'text' | 'json'

export interface ParameterField {
  readonly name: string
  readonly kind: FieldKind
  readonly options: readonly string[]
  readonly isRequired: boolean
  /** As its schema has it; shown where the parameter is not set. */
  readonly byDefault: string
  readonly hint: string
  /** As the strategy gave it: what it holds a value to, parameter-faults.ts tells. */
  readonly schema: unknown
}

/** What is read of a property's schema; of another type than it should be counts as not there. */
interface Property {
  readonly type: string | undefined
  readonly options: readonly unknown[] | undefined
  readonly byDefault: unknown
  readonly description: string | undefined
  readonly minimum: number | undefined
  readonly maximum: number | undefined
  readonly exclusiveMinimum: number | undefined
}

export function parameterFields(paramsSchema: unknown): readonly ParameterField[] {
  if (!isRecord(paramsSchema) || !isRecord(paramsSchema.properties)) return []
  const required: readonly unknown[] = Array.isArray(paramsSchema.required) ? paramsSchema.required : []
  return Object.entries(paramsSchema.properties).map(([name, schema]) => {
    const property = propertyOf(schema)
    return {
      name,
      kind: kindOf(property),
      options: (property.options ?? []).map(String),
      isRequired: required.includes(name),
      byDefault: textOf(property.byDefault),
      hint: hintOf(property),
      schema,
    }
  })
}

/**
 * Of parameters whose schema nobody tells, as of a user's own strategy: what is set, each of the kind that it is of now. What may be
 * set besides, only the strategy knows; it checks all of it.
 */
export function schemaOfValues(params: unknown): object {
  const types = (value: unknown) =>
    ['number', 'boolean', 'string'].includes(typeof value) ? typeof value : 'json'
  const entries = isRecord(params) ? Object.entries(params) : []
  return { properties: Object.fromEntries(entries.map(([name, value]) => [name, { type: types(value) }])) }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function propertyOf(schema: unknown): Property {
  const { type, enum: options, default: byDefault, description, ...bounds } = isRecord(schema) ? schema : {}
  const bound = (value: unknown) => (typeof value === 'number' ? value : undefined)
  return {
    // Several types, or one of a kind that is not known, are edited as JSON.
    type: typeof type === 'string' ? type : type === undefined ? undefined : 'several',
    options: Array.isArray(options) ? options : undefined,
    byDefault,
    description: typeof description === 'string' ? description : undefined,
    minimum: bound(bounds.minimum),
    maximum: bound(bounds.maximum),
    exclusiveMinimum: bound(bounds.exclusiveMinimum),
  }
}

function kindOf({ type, options }: Property): FieldKind {
  if (options !== undefined) return 'choice'
  switch (type) {
    case 'integer':
    case 'number':
    case 'boolean':
      return type
    case 'string':
    // A decimal's schema says nothing of its type: it is written as text.
    case undefined:
      return 'text'
    default:
      return 'json'
  }
}

/** No bound is one where JavaScript's largest whole number is given for it. */
const isBound = (value: number | undefined): value is number =>
  value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER

function hintOf({ minimum, maximum, exclusiveMinimum, description }: Property): string {
  if (description !== undefined) return description
  if (isBound(minimum) && isBound(maximum)) return `${minimum}–${maximum}`
  if (isBound(minimum)) return `≥ ${minimum}`
  if (isBound(exclusiveMinimum)) return `> ${exclusiveMinimum}`
  return isBound(maximum) ? `≤ ${maximum}` : ''
}

export const textOf = (value: unknown): string =>
  value === undefined || value === null
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)

/** What is in force, field by field; where nothing is set, what the schema has for it. */
export function textsOf(params: unknown, fields: readonly ParameterField[]): Record<string, string> {
  const set = new Map(isRecord(params) ? Object.entries(params) : [])
  return Object.fromEntries(fields.map(({ name, byDefault }) => [name, textOf(set.get(name)) || byDefault]))
}

/** What a field's text stands for; text that stands for nothing is left as it is, for the schema to refuse. */
export function fieldValue({ kind }: ParameterField, text: string): unknown {
  switch (kind) {
    case 'integer':
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
    case 'boolean':
      return text === 'true'
    case 'json':
      return parsedJson(text)
    default:
      return text
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** An empty field is its default, where it has one. */
export const standsFor = ({ byDefault }: ParameterField, text: string): string =>
  text.trim() === '' ? byDefault : text

/** What is sent: everything that has a value. */
export const paramsOf = (
  fields: readonly ParameterField[],
  values: Readonly<Record<string, string>>,
): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const text = standsFor(field, values[field.name] ?? '')
      return text === '' ? [] : [[field.name, fieldValue(field, text)]]
    }),
  )
