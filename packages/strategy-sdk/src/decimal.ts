/**
 * Decimal parameters. Text only: a binary float has already lost what the author wrote, so `0.1` without quotes is
 * refused with the advice to quote it. The value is exact, at 10^-12, like prices, quantities and rates.
 */
import { AMOUNT_SCALE, type Brand, formatDecimal, InvalidDecimal, parseDecimal } from '@oasis/domain'
import { z } from 'zod'

/** An exact number at 10^-12. Accepted wherever an order asks for a quantity or a price. */
export type Decimal = Brand<bigint, 'Decimal'>

export const DECIMAL_ONE = 10n ** BigInt(AMOUNT_SCALE)

/** Throws {@link InvalidDecimal}. */
export const parseDecimalText = (text: string): Decimal =>
  parseDecimal(text, AMOUNT_SCALE, { signed: true }) as Decimal
export const formatDecimalText = (value: Decimal): string => formatDecimal(value, AMOUNT_SCALE)

type Parsed = z.ZodPipe<z.ZodString, z.ZodTransform<Decimal, string>>

/** As the schema itself, but a default is written as text, like any other value of it. */
export type DecimalSchema = Omit<Parsed, 'default'> & {
  default(text: string): z.ZodPrefault<Parsed>
}

export interface DecimalOptions {
  /** Refuses zero and less: for sizes. */
  readonly positive?: boolean
}

/** A zod type: decimal text such as `'0.001'` in, {@link Decimal} out. Never rounds. */
export function decimal(options: DecimalOptions = {}): DecimalSchema {
  const text = z.string({
    error: ({ input }) =>
      typeof input === 'number'
        ? `a decimal is written as text, so that no digit is lost: '${input}'`
        : `expected decimal text like '0.001'`,
  })
  const schema = text.transform((value, ctx) => parseInto(value, options, ctx))
  return Object.assign(schema, { default: (value: string) => schema.prefault(value) }) as DecimalSchema
}

function parseInto(text: string, options: DecimalOptions, ctx: z.RefinementCtx): Decimal {
  try {
    const value = parseDecimalText(text)
    if (!options.positive || value > 0n) return value
    ctx.addIssue({ code: 'custom', message: `"${text}" is not greater than zero` })
  } catch (error) {
    if (!(error instanceof InvalidDecimal)) throw error
    ctx.addIssue({ code: 'custom', message: error.message })
  }
  return z.NEVER
}
