/**
 * What is wrong with each value, by the strategy's own JSON Schema. With zod, which is as large as the rest of the page: it is
 * loaded when something was changed.
 */
import { z } from '../../parsing/zod.ts'
import { fieldValue, type ParameterField, standsFor } from './parameter-fields.ts'

/** How it is told, in the user's language. */
export interface FaultTexts {
  readonly required: string
  readonly whole: string
  readonly number: string
  /** Which bound of its schema it is beyond. */
  bound(kind: 'least' | 'above' | 'most' | 'below', bound: string): string
  /** Of what only the schema's reader has words for, in English. */
  other(message: string): string
}

/** By field. Empty is allowed where the parameter may be left out. */
export function parameterFaults(
  fields: readonly ParameterField[],
  values: Readonly<Record<string, string>>,
  texts: FaultTexts,
): ReadonlyMap<string, string> {
  return new Map(
    fields.flatMap((field) => {
      const fault = faultOf(field, standsFor(field, values[field.name] ?? ''), texts)
      return fault === undefined ? [] : [[field.name, fault] as const]
    }),
  )
}

function faultOf(field: ParameterField, text: string, texts: FaultTexts): string | undefined {
  if (text === '') return field.isRequired ? texts.required : undefined
  const issue = readSchema(field.schema).safeParse(fieldValue(field, text)).error?.issues[0]
  if (issue === undefined) return undefined
  if (issue.code === 'invalid_type' && field.kind === 'integer') return texts.whole
  if (issue.code === 'invalid_type' && field.kind === 'number') return texts.number
  if (issue.code === 'too_small' && issue.origin !== 'string')
    return texts.bound(issue.inclusive === false ? 'above' : 'least', String(issue.minimum))
  if (issue.code === 'too_big' && issue.origin !== 'string')
    return texts.bound(issue.inclusive === false ? 'below' : 'most', String(issue.maximum))
  return texts.other(issue.message)
}

function readSchema(schema: unknown): z.ZodType {
  try {
    return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
  } catch {
    // What zod cannot read is the strategy's to check.
    return z.unknown()
  }
}
