/**
 * The files of a build, each with where it is served, a hash, and its compressed forms beside it; a page with the policy by
 * which a browser runs its own inline scripts and no others. apps/ots reads this list, and control-center-api serves it.
 */
import { createHash } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { contentSecurityPolicy } from './content-security-policy.ts'

interface ListedFile {
  readonly path: string
  readonly file: string
  readonly mediaType: string
  readonly tag: string
  readonly immutable: boolean
  readonly encodings: readonly ('br' | 'gz')[]
  readonly contentSecurityPolicy?: string
}

export interface PageList {
  readonly files: readonly ListedFile[]
  readonly missing: ListedFile
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}
const COMPRESSED = new Set(['.html', '.js', '.css', '.txt', '.svg', '.json'])
/** Smaller than a packet as they are. */
const FEWEST_BYTES = 1_024
const MISSING = '404.html'
/** Next's own copies of the page for what is not there. */
const LEFT_OUT = /^(?:pages\.json|_not-found(?:[/.].*)?|404\/.*)$|\.(?:br|gz|map)$/

export function listPages(folder: string): PageList {
  const names = globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(folder, '/').length))
    .filter((name) => !LEFT_OUT.test(name))
    .sort()
  const listed = names.map((name) => listFile(folder, name))
  const missing = listed.find(({ file }) => file === MISSING)
  if (missing === undefined) throw new Error(`the build has no ${MISSING}`)
  return { files: listed.filter((file) => file !== missing), missing }
}

function listFile(folder: string, file: string): ListedFile {
  const extension = extname(file)
  const mediaType = MEDIA_TYPES[extension]
  if (mediaType === undefined) throw new Error(`what kind of file is ${file}? page-list.ts does not know`)
  const body = readFileSync(join(folder, file))
  return {
    path: extension === '.html' ? pagePath(file) : `/${file}`,
    file,
    mediaType,
    tag: createHash('sha256').update(body).digest('base64url').slice(0, 22),
    immutable: file.startsWith('_next/static/'),
    encodings:
      COMPRESSED.has(extension) && body.length >= FEWEST_BYTES ? compress(join(folder, file), body) : [],
    ...(extension === '.html' ? { contentSecurityPolicy: contentSecurityPolicy(body.toString()) } : {}),
  }
}

/** `market.html` is at /market. */
const pagePath = (file: string): string => `/${file.replace(/\.html$/, '').replace(/^index$/, '')}`

/** Once here, as well as can be, instead of at each request. */
function compress(path: string, body: Buffer): readonly ('br' | 'gz')[] {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
  writeFileSync(`${path}.br`, brotliCompressSync(body, quality))
  writeFileSync(`${path}.gz`, gzipSync(body, { level: 9 }))
  return ['br', 'gz']
}
