/** Forms that many routes share: decimals as strings, times as RFC 3339 with nanoseconds. */
import { ROLES } from '@oasis/ports'
import { z } from 'zod'

export const decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .meta({ id: 'Decimal', description: 'An exact decimal number', examples: ['0.0002'] })

export const timestamp = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{9}Z$/)
  .meta({
    id: 'Timestamp',
    description: 'RFC 3339, UTC, with nanoseconds',
    examples: ['2026-11-22T19:41:35.000000001Z'],
  })

export const role = z.enum(ROLES)

export const uuid = z.uuid()

/** Something that can be seen, on one line: control characters are none of a person's, and NUL none of a database's. */
const VISIBLE = /^[ -~\u00a0-\uffff]*[!-~\u00a1-\uffff][ -~\u00a0-\uffff]*$/

/** Text of a person. */
export const shortText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(VISIBLE)
    .refine((text) => text.isWellFormed(), 'it holds half a character')

/** Nothing to say. */
export const nothing = z.undefined()
