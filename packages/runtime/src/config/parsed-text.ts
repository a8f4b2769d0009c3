import { z } from 'zod'

/**
 * A schema for text that a checking constructor accepts, such as `parseMoney` or `instrumentId`; the constructor's
 * message becomes the fault. A number where text is needed is told apart: it may have lost digits already.
 */
export function parsedText<T>(parse: (text: string) => T) {
  return z.string({ error: 'quoted text is needed' }).transform((text, context): T => {
    try {
      return parse(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) })
      return z.NEVER
    }
  })
}
