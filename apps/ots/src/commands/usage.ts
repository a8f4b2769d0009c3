import { OtsError } from '@oasis/runtime'
import type { z } from 'zod'

/** Parses one command-line value, or says which option is wrong and why. */
export function parseOption<T>(name: string, text: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(text)
  if (parsed.success) return parsed.data
  throw new OtsError(
    'OTS_USAGE',
    `${name} "${text}": ${parsed.error.issues.map((issue) => issue.message).join('; ')}`,
    {
      hint: 'Run the command with --help to see what it takes.',
    },
  )
}
