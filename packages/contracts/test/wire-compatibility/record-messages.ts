/**
 * Writes what this version encodes, for those that come after it. To be run by hand, once for each version that is
 * released or changes a message: `npx node packages/contracts/test/wire-compatibility/record-messages.ts <version>`. What
 * was recorded once is not written again: it is what others have in their logs.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { toJson } from './decoded-json.ts'
import { MESSAGE_CASES } from './message-cases.ts'
import { loadShapes } from './message-shapes.ts'
import { neededFields } from './needed-fields.ts'
import { FIXTURES, type RecordedMessage } from './recorded-messages.ts'
import REQUIRED from './required-fields.json' with { type: 'json' }

const DRAWN = 600
const SEED = 20_261_122

const [version] = process.argv.slice(2)
if (version === undefined || !/^[0-9a-z.-]+$/.test(version)) {
  console.error('usage: record-messages.ts <version>')
  process.exit(2)
}
const folder = `${FIXTURES}/${version}`
mkdirSync(folder, { recursive: true })
const shapes = loadShapes()
const required = new Map<string, readonly string[]>(Object.entries(REQUIRED))
for (const { codec, values } of MESSAGE_CASES) {
  const file = `${folder}/${codec.schema}.jsonl`
  if (existsSync(file)) continue
  const drawn = fc.sample(values, { numRuns: DRAWN, seed: SEED }).map((value) => {
    const bytes = codec.encode(value)
    return { bytes: Buffer.from(bytes).toString('base64'), decoded: toJson(codec.decode(bytes)) }
  })
  const kept = thatShowAnything(drawn)
  // One message a line: a change shows as one.
  writeFileSync(file, kept.map((message) => `${JSON.stringify(message)}\n`).join(''))
  // Of a message that is new: of one that is known, no more may be asked for than was before.
  if (!required.has(codec.schema)) {
    required.set(codec.schema, neededFields(codec, shapes.lookupType(codec.schema), kept))
  }
  console.log(`${codec.schema}: ${kept.length}`)
}
const sorted = [...required].toSorted(([a], [b]) => (a < b ? -1 : 1))
writeFileSync(
  fileURLToPath(new URL('required-fields.json', import.meta.url)),
  `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`,
)

/** Few and small ones that have together every field and every name of an enum that any of them has. */
function thatShowAnything(messages: readonly RecordedMessage[]): readonly RecordedMessage[] {
  const seen = new Set<string>()
  return messages
    .toSorted((a, b) => a.bytes.length - b.bytes.length)
    .filter(({ decoded }) => {
      const shown = traits(decoded, '').filter((trait) => !seen.has(trait))
      for (const trait of shown) seen.add(trait)
      return shown.length > 0
    })
}

function traits(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => traits(item, `${path}[]`))
  if (typeof value === 'object' && value !== null) {
    // Their keys are anybody's.
    if (/\.(values|context)$/.test(path)) return [path]
    return [path, ...Object.entries(value).flatMap(([key, item]) => traits(item, `${path}.${key}`))]
  }
  const isName = typeof value === 'boolean' || (typeof value === 'string' && /^[A-Z][A-Z_]+$/.test(value))
  return [isName ? `${path}=${value}` : path]
}
