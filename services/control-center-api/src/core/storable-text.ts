/**
 * Text as every database keeps it, to the letter: PostgreSQL knows no NUL, and half a surrogate pair comes back as
 * another character. What is covered by a MAC must come back as it was.
 */
const MAX_TEXT = 2_000

export function storableText(text: string): string {
  const cut = text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…`
  return cut.replaceAll('\0', '\uFFFD').toWellFormed()
}
