/** Coinbase's key files, as downloaded: `{"name", "privateKey"}` or `{"id", "privateKey"}`. */
import { readFile } from 'node:fs/promises'
import { OtsError, Secret } from '@oasis/runtime'
import { z } from 'zod'
import type { ApiKey } from './api-key.ts'
import { parsePrivateKey } from './parse-private-key.ts'

const fileSchema = z.object({
  name: z.string().optional(),
  id: z.string().optional(),
  privateKey: z.string(),
})

/** A key file has some hundred bytes; a path to something else is not read into memory. */
const MAX_BYTES = 64 * 1024

/** Rejects with `OTS_KEY_REFUSED`, which says what is wrong and never shows a part of the key. */
export async function readKeyFile(path: string): Promise<ApiKey> {
  let text: Secret
  try {
    text = new Secret(await readFile(path, 'utf8'))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown'
    throw invalid(path, `cannot be read (${String(code)})`)
  }
  return parseKeyFile(text, path)
}

/** `source` names the text in errors. Throws `OTS_KEY_REFUSED`. */
export function parseKeyFile(text: Secret, source: string): ApiKey {
  const file = fileSchema.safeParse(parseJson(text, source))
  if (!file.success) throw invalid(source, 'has no privateKey')
  const name = file.data.name?.trim() || file.data.id?.trim()
  if (!name) throw invalid(source, 'has neither a name nor an id of the key')
  // The name is a header of every token: whatever cannot stand there is a fault of the file.
  if (!/^[\x21-\x7e]{1,256}$/.test(name))
    throw invalid(source, 'has a name with characters that no key name has')
  const parsed = parsePrivateKey(new Secret(file.data.privateKey))
  if (!parsed.ok) throw invalid(source, parsed.fault)
  return { name, algorithm: parsed.algorithm, privateKey: parsed.privateKey }
}

/** What the JSON parser complains of quotes the text: it is not repeated. */
function parseJson(text: Secret, source: string): unknown {
  if (text.reveal().length > MAX_BYTES) throw invalid(source, 'is too large to be a key file')
  try {
    return JSON.parse(text.reveal().replace(/^\uFEFF/, ''))
  } catch {
    throw invalid(source, 'is not JSON')
  }
}

function invalid(source: string, why: string): OtsError {
  return new OtsError('OTS_KEY_REFUSED', `the key file ${source} ${why}`, {
    hint: 'Download the key again from the Coinbase Developer Platform, with trade permission only, and keep the file as it is.',
  })
}
