/** Why an event cannot be used: a code for counting, and the detail for a person. */
export const REFUSAL_CODES = [
  'bad-price',
  'bad-quantity',
  'bad-side',
  'bad-time',
  'future-time',
  'implausible-price',
  'broken-book',
  'unknown-instrument',
] as const
export type RefusalCode = (typeof REFUSAL_CODES)[number]

export class Refusal {
  readonly code: RefusalCode
  readonly detail: string
  constructor(code: RefusalCode, detail: string) {
    this.code = code
    this.detail = detail
  }
}

export const refused = (code: RefusalCode, detail: string): Refusal => new Refusal(code, detail)

/** Runs a parser of the domain, whose errors say what is wrong with the text. */
export function orRefuse<T>(code: RefusalCode, parse: () => T): T | Refusal {
  try {
    return parse()
  } catch (error) {
    return refused(code, error instanceof Error ? error.message : String(error))
  }
}
