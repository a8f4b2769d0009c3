/** Messages as former versions encoded them, checked in and never changed: `fixtures/<version>/<message>.jsonl`, one a line. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface RecordedMessage {
  /** Base64. */
  readonly bytes: string
  /** As `toJson` writes it. */
  readonly decoded: unknown
}

export interface RecordedFile {
  readonly version: string
  readonly schema: string
  readonly messages: readonly RecordedMessage[]
}

export const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url))

export function recordedFiles(): readonly RecordedFile[] {
  return readdirSync(FIXTURES)
    .toSorted()
    .flatMap((version) =>
      readdirSync(`${FIXTURES}/${version}`)
        .toSorted()
        .map((name) => ({
          version,
          schema: name.replace(/\.jsonl$/, ''),
          messages: readLines(`${FIXTURES}/${version}/${name}`),
        })),
    )
}

const readLines = (path: string): readonly RecordedMessage[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RecordedMessage)
