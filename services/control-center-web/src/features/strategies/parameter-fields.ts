/**
 * A strategy's JSON Schema as fields of a form. Decimals are text and stay so; whole numbers become numbers only when they
 * are sent. What has a form that no field can show is edited as JSON.
 */
import { z } from '../../parsing/zod.ts'

export type FieldKind = 'integer' | 'number' | 'boolean' | 'choice' | 'text' | 'json'

export interface ParameterField {
  readonly name: string
  readonly kind: FieldKind
  readonly options: readonly string[]
  readonly isRequired: boolean
  /** As its schema has it; shown where the parameter is not set. */
  readonly byDefault: string
  readonly hint: string
  readonly schema: z.ZodType
}

const propertySchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  description: z.string().optional(),
})
type Property = z.output<typeof propertySchema>

const objectSchema = z.looseObject({
  properties: z.record(z.string(), propertySchema).default({}),
  required: z.array(z.string()).default([]),
})

export function parameterFields(paramsSchema: unknown): readonly ParameterField[] {
  const parsed = objectSchema.safeParse(paramsSchema)
  if (!parsed.success) return []
  const { properties, required } = parsed.data
  return Object.entries(properties).map(([name, property]) => ({
    name,
    kind: kindOf(property),
    options: (property.enum ?? []).map(String),
    isRequired: required.includes(name),
    byDefault: textOf(property.default),
    hint: hintOf(property),
    schema: schemaOf(property),
  }))
}

function kindOf({ type, enum: options }: Property): FieldKind {
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

function schemaOf(property: Property): z.ZodType {
  try {
    return z.fromJSONSchema(property as Parameters<typeof z.fromJSONSchema>[0])
  } catch {
    // What zod cannot read is the strategy's to check.
    return z.unknown()
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

/** The form's own schema: each field by the strategy's; empty is allowed where the parameter may be left out. */
export const formSchema = (fields: readonly ParameterField[], requiredText: string) =>
  z.record(z.string(), z.string()).superRefine((values, context) => {
    for (const field of fields) {
      const text = values[field.name] ?? ''
      if (text === '') {
        if (field.isRequired) context.addIssue({ code: 'custom', path: [field.name], message: requiredText })
        continue
      }
      const result = field.schema.safeParse(fieldValue(field, text))
      const message = result.success ? undefined : result.error.issues[0]?.message
      if (message !== undefined) context.addIssue({ code: 'custom', path: [field.name], message })
    }
  })

/** What is sent: everything that has a value. */
export const paramsOf = (
  fields: readonly ParameterField[],
  values: Readonly<Record<string, string>>,
): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const text = values[field.name] ?? ''
      return text === '' ? [] : [[field.name, fieldValue(field, text)]]
    }),
  )
