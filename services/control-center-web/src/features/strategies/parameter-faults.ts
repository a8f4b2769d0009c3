/**
 * What is wrong with each value, by the strategy's own JSON Schema. With zod, which is as large as the rest of the page: it is
 * loaded when something was changed.
 */
import { z } from '../../parsing/zod.ts'
import { fieldValue, type ParameterField } from './parameter-fields.ts'

/** By field. Empty is allowed where the parameter may be left out. */
export function parameterFaults(
  fields: readonly ParameterField[],
  values: Readonly<Record<string, string>>,
  requiredText: string,
): ReadonlyMap<string, string> {
  return new Map(
    fields.flatMap((field) => {
      const fault = faultOf(field, values[field.name] ?? '', requiredText)
      return fault === undefined ? [] : [[field.name, fault] as const]
    }),
  )
}

function faultOf(field: ParameterField, text: string, requiredText: string): string | undefined {
  if (text === '') return field.isRequired ? requiredText : undefined
  return readSchema(field.schema).safeParse(fieldValue(field, text)).error?.issues[0]?.message
}

function readSchema(schema: unknown): z.ZodType {
  try {
    return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
  } catch {
    // What zod cannot read is the strategy's to check.
    return z.unknown()
  }
}
