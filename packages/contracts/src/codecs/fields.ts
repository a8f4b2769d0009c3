/** Checks of single fields. Each names message and field in the {@link InvalidMessage} that it throws. */
import { storableText, type UnixNanos } from '@oasis/domain'
import { InvalidMessage } from './invalid-message.ts'
import type { WireEnum } from './wire-enum.ts'

/** Times are positive int64 nanoseconds, although the wire has room for more. */
const MAX_TIME = 2n ** 63n - 1n

/**
 * Words of a person, a venue or a program, empty where there are none. Whoever reads a message may store them, and so may
 * whoever hands them on: both ways they are made storable.
 */
export const freeText = (text: string | null | undefined): string => storableText(text ?? '')

/**
 * Words with names, such as what a strategy has measured. Its author may have given something else than text, which no
 * compiler has kept from a strategy of the user's own.
 */
export const freeTexts = (
  values: Readonly<Record<string, unknown>> | null | undefined,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [freeText(name), freeText(String(value))]),
  )

export class Fields {
  readonly schema: string

  constructor(schema: string) {
    this.schema = schema
  }

  refuse(field: string, why: string, cause?: unknown): never {
    throw new InvalidMessage(this.schema, field, why, cause === undefined ? undefined : { cause })
  }

  /** Required text with a form: an id or a decimal. */
  parsed<T>(field: string, text: string | null | undefined, parse: (text: string) => T): T {
    if (!text) this.refuse(field, 'is missing')
    try {
      return parse(text)
    } catch (error) {
      this.refuse(field, error instanceof Error ? error.message : String(error), error)
    }
  }

  optional<T>(field: string, text: string | null | undefined, parse: (text: string) => T): T | undefined {
    return text === null || text === undefined ? undefined : this.parsed(field, text, parse)
  }

  /** Required text of any form. */
  text(field: string, text: string | null | undefined): string {
    return text || this.refuse(field, 'is missing')
  }

  oneOf<T extends string>(field: string, value: number | null | undefined, names: WireEnum<T>): T {
    const name = names.byNumber[value ?? 0]
    if (name === undefined) this.refuse(field, value ? `has no value ${value}` : 'is unspecified')
    return name
  }

  time(field: string, value: bigint | null | undefined): UnixNanos {
    // Absent fields have protobufjs's default, which is no bigint.
    if (typeof value !== 'bigint') this.refuse(field, 'is missing')
    if (value > MAX_TIME) this.refuse(field, 'is beyond the year 2262')
    return value as UnixNanos
  }

  optionalTime(field: string, value: bigint | null | undefined): UnixNanos | undefined {
    return typeof value === 'bigint' ? this.time(field, value) : undefined
  }

  /** A counter; absent is zero. Beyond 2^53 the reader has refused it already. */
  count(value: number | null | undefined): number {
    return typeof value === 'number' ? value : 0
  }

  /** Required message. */
  message<T>(field: string, value: T | null | undefined): T {
    return value ?? this.refuse(field, 'is missing')
  }

  /** Bytes of its own, since the input may be a view of a larger buffer. */
  bytes(value: Uint8Array | null | undefined): Uint8Array {
    return new Uint8Array(value ?? [])
  }
}
