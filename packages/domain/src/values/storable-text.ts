/**
 * Text that others wrote: reasons, names of people, what a venue says. Every store and bus takes it as it is after
 * {@link storableText}: PostgreSQL's text has no NUL, half a surrogate pair has no UTF-8, and what has no end fits into no
 * message. For words alone: an identifier made storable would be another's identifier, and is refused instead.
 */

/** In UTF-16 units, the mark included; at most three times as many bytes. */
export const MAX_TEXT_LENGTH = 2_000

const REPLACEMENT = '\ufffd'

/** Whether stores and buses give it back as it is. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

/** NUL and halves of pairs become U+FFFD; what is longer than `maxLength` ends in a mark that says how much is missing. */
export function storableText(text: string, maxLength = MAX_TEXT_LENGTH): string {
  if (text.length <= maxLength && isStorable(text)) return text
  return cut(text, maxLength).toWellFormed().replaceAll('\0', REPLACEMENT)
}

function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  // The mark is as long as its number: the longest that it can be is left room for.
  const room = Math.max(0, maxLength - markOf(text.length).length)
  const end = isHighSurrogate(text, room - 1) ? room - 1 : room
  return `${text.slice(0, end)}${markOf(text.length - end)}`.slice(0, maxLength)
}

const markOf = (missing: number): string => `… [${missing} characters more]`

function isHighSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0xd800 && unit <= 0xdbff
}
