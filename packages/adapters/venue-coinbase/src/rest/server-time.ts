/** `GET /time`: needs no key; camelCase strings. */
import { parseRfc3339, type UnixNanos } from '@oasis/domain'
import { z } from 'zod'
import type { GetJson } from './get-json.ts'

const responseSchema = z.object({ iso: z.string() })

export async function fetchServerTime(getJson: GetJson, signal: AbortSignal): Promise<UnixNanos> {
  const { iso } = await getJson({ path: '/time', schema: responseSchema }, signal)
  return parseRfc3339(iso)
}
