/**
 * `npm run generate`: static protobuf code and descriptors for `packages/contracts` from `api/proto`, and the reference
 * pages of metrics and denials; the description of the Control Center API and the types of its client.
 *
 * 64-bit fields never become Long objects: the codecs hand generated code their own reader and writer, which give
 * `fixed64` as bigint (times) and `uint64` as number (counters). The declarations are corrected here accordingly.
 */
import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DENIAL_GUIDE } from '@oasis/domain'
import { METRICS } from '@oasis/runtime'
import { generateApiFiles } from './api/api-files.ts'
import { writeDashboards } from './deploy/dashboards.ts'
import { renderDenialsPage } from './reference/denials-page.ts'
import { renderMetricsPage } from './reference/metrics-page.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const protoRoot = join(root, 'api/proto')
const OMITTED = ['create', 'verify', 'convert', 'delimited', 'typeurl', 'service'].map(
  (part) => `--no-${part}`,
)
const NOTICE = '// Generated from api/proto by `npm run generate`; not to be edited.\n'

export interface GeneratedCode {
  readonly code: string
  readonly declarations: string
  /** A module with all .proto files as descriptors, by which others learn at run time what a server speaks. */
  readonly descriptors: string
}

/** Generates without writing into the repository, so that a check can compare. */
export function generate(): GeneratedCode {
  const files = globSync('**/*.proto', { cwd: protoRoot })
    .sort()
    .map((file) => join(protoRoot, file))
  const scratch = mkdtempSync(join(tmpdir(), 'ots-generate-'))
  try {
    // Declarations are made from the comments, which the committed code does without.
    pbjs([...OMITTED, '--dts', '--out', join(scratch, 'commented.js'), ...files])
    pbjs([...OMITTED, '--no-comments', '--out', join(scratch, 'messages.js'), ...files])
    const sources = files.map((file) => readFileSync(file, 'utf8'))
    return {
      code: NOTICE + readFileSync(join(scratch, 'messages.js'), 'utf8'),
      declarations: NOTICE + withoutLong(readFileSync(join(scratch, 'commented.d.ts'), 'utf8'), sources),
      descriptors: `${NOTICE}export const FILE_DESCRIPTOR_SET_BASE64 =\n  '${fileDescriptorSets(scratch)}'\n`,
    }
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

function pbjs(options: readonly string[]): void {
  const target = ['--target', 'static-module', '--wrap', 'esm', '--dependency', 'protobufjs/minimal.js']
  const program = join(root, 'node_modules/protobufjs-cli/bin/pbjs')
  const run = spawnSync(process.execPath, [program, ...target, '--path', protoRoot, ...options], {
    cwd: protoRoot,
    encoding: 'utf8',
  })
  if (run.status !== 0) throw new Error(`pbjs failed: ${run.stderr}`)
}

/**
 * A `google.protobuf.FileDescriptorSet` in base64: ours, and the standard health service that every server has. Two sets
 * one after the other are one set.
 */
function fileDescriptorSets(scratch: string): string {
  const folders = ['.', 'node_modules/grpc-health-check/proto']
  return Buffer.concat(folders.map((folder) => fileDescriptorSet(folder, scratch))).toString('base64')
}

function fileDescriptorSet(folder: string, scratch: string): Buffer {
  const out = join(scratch, 'descriptors.binpb')
  const program = join(root, 'node_modules/@bufbuild/buf/bin/buf')
  const options = ['build', folder, '--exclude-source-info', '--output', out]
  const run = spawnSync(process.execPath, [program, ...options], { cwd: root, encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`buf build failed: ${run.stderr}`)
  return readFileSync(out)
}

/** Times are the only fixed64 fields; a name used for both kinds would make the declarations wrong. */
function withoutLong(declarations: string, sources: readonly string[]): string {
  const times = fieldNames(sources, 'fixed64')
  const counters = fieldNames(sources, 'uint64')
  for (const name of times) {
    if (counters.has(name)) throw new Error(`"${name}" is fixed64 in one message and uint64 in another`)
  }
  return declarations
    .replace('import Long = require("long");\n', '')
    .replaceAll(/(\w+)(\??: \(?)number\|Long/g, (_, name: string, between: string) => {
      return `${name}${between}${times.has(name) ? 'bigint' : 'number'}`
    })
}

function fieldNames(sources: readonly string[], type: string): Set<string> {
  const names = new Set<string>()
  for (const source of sources) {
    for (const match of source.matchAll(new RegExp(`\\b${type} (\\w+) = `, 'g'))) {
      names.add((match[1] ?? '').replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()))
    }
  }
  return names
}

if (import.meta.main) {
  const { code, declarations, descriptors } = generate()
  const folder = join(root, 'packages/contracts/src/generated')
  writeFileSync(join(folder, 'messages.js'), code)
  writeFileSync(join(folder, 'messages.d.ts'), declarations)
  writeFileSync(join(folder, 'descriptors.ts'), descriptors)
  writeFileSync(join(root, 'docs/reference/metrics.md'), renderMetricsPage(METRICS))
  writeFileSync(join(root, 'docs/reference/denials.md'), renderDenialsPage(DENIAL_GUIDE))
  writeDashboards(root)
  for (const [path, text] of Object.entries(await generateApiFiles(root))) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}
