/**
 * A position in a text and what can be read from there. Every reader either reads all of its kind and moves past it,
 * or says so (false, undefined), after which the position means nothing any more; only {@link TextCursor.accept}
 * leaves it in place when it fails.
 */
import { type Price, priceOfDigits, type Quantity, quantityOfDigits } from '@oasis/domain'

const QUOTE = 34
const POINT = 46
const BACKSLASH = 92
const DIGIT_0 = 48
/** Fewer than a double holds exactly. */
const MAX_DIGITS = 15
const MAX_FRACTION = 12

export class TextCursor {
  readonly #text: string
  #at = 0
  /** Of the decimal that was read last. */
  #fraction = 0
  #unreadLength = 0

  constructor(text: string) {
    this.#text = text
  }

  /** Moves past `literal` if it stands here. */
  accept(literal: string): boolean {
    const text = this.#text
    const at = this.#at
    for (let i = 0; i < literal.length; i++) {
      if (text.charCodeAt(at + i) !== literal.charCodeAt(i)) return false
    }
    this.#at = at + literal.length
    return true
  }

  atEnd(): boolean {
    return this.#at === this.#text.length
  }

  /** Moves past the closing quotation mark; false for text with escapes. */
  skipToQuote(): boolean {
    const text = this.#text
    for (let i = this.#at; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code === QUOTE) {
        this.#at = i + 1
        return true
      }
      if (code === BACKSLASH) return false
    }
    return false
  }

  /**
   * As {@link skipToQuote} for a text that is not read, where the last such text had the same length: times of one
   * message mostly do.
   */
  skipUnread(): boolean {
    const start = this.#at
    if (this.#unreadLength > 0 && this.#text.charCodeAt(start + this.#unreadLength) === QUOTE) {
      this.#at = start + this.#unreadLength + 1
      return true
    }
    const found = this.skipToQuote()
    this.#unreadLength = found ? this.#at - 1 - start : 0
    return found
  }

  textToQuote(): string | undefined {
    const start = this.#at
    return this.skipToQuote() ? this.#text.slice(start, this.#at - 1) : undefined
  }

  integer(): number | undefined {
    let value = 0
    const start = this.#at
    let i = start
    for (; ; i++) {
      const digit = this.#text.charCodeAt(i) - DIGIT_0
      if (!(digit >= 0 && digit <= 9)) break
      value = value * 10 + digit
    }
    this.#at = i
    return i > start && i - start <= MAX_DIGITS ? value : undefined
  }

  price(): Price | undefined {
    const digits = this.#decimalToQuote()
    return digits < 0 ? undefined : priceOfDigits(digits, this.#fraction)
  }

  quantity(): Quantity | undefined {
    const digits = this.#decimalToQuote()
    return digits < 0 ? undefined : quantityOfDigits(digits, this.#fraction)
  }

  /** The digits up to the closing quotation mark as one integer, `#fraction` of them after the point; -1 if odd. */
  #decimalToQuote(): number {
    const text = this.#text
    let value = 0
    let digits = 0
    let point = -1
    let i = this.#at
    let code = text.charCodeAt(i)
    while (code !== QUOTE) {
      const digit = code - DIGIT_0
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit
        digits++
      } else if (code === POINT && point < 0) point = digits
      else return -1
      code = text.charCodeAt(++i)
    }
    const fraction = point < 0 ? 0 : digits - point
    if (digits === 0 || digits > MAX_DIGITS || point === 0 || fraction > MAX_FRACTION) return -1
    if (point === digits) return -1
    this.#at = i + 1
    this.#fraction = fraction
    return value
  }
}
