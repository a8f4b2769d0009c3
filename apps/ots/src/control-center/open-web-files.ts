/** The built pages of the Control Center, read into memory: what `npm run build` has left, or nothing. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { WebFile, WebFiles } from '@oasis/control-center-api'
import { OtsError } from '@oasis/runtime'
import { z } from 'zod'

/** Written last by the build: where it is, the build is whole. Its form is that of services/control-center-web/build. */
const MANIFEST = 'pages.json'
const FOLDER = fileURLToPath(new URL('../../../../services/control-center-web/out/', import.meta.url))

const fileSchema = z.strictObject({
  path: z.string().regex(/^\/[^:*]*$/),
  file: z.string().regex(/^[^/.][^\0]*$/),
  mediaType: z.string(),
  tag: z.string(),
  immutable: z.boolean(),
  encodings: z.array(z.enum(['br', 'gz'])),
  contentSecurityPolicy: z.string().optional(),
})
const manifestSchema = z.object({ files: z.array(fileSchema), missing: fileSchema })

export const arePagesBuilt = (): boolean => existsSync(join(FOLDER, MANIFEST))

/** Undefined where they were not built: the API is served without. */
export function openWebFiles(folder = FOLDER): WebFiles | undefined {
  const path = join(folder, MANIFEST)
  if (!existsSync(path)) return undefined
  try {
    const { files, missing } = manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    return { files: files.map((entry) => readWebFile(folder, entry)), missing: readWebFile(folder, missing) }
  } catch (cause) {
    throw new OtsError('OTS_CONFIG_INVALID', `the pages in ${folder} are not whole`, {
      cause,
      hint: 'Build them again with "npm run build", or remove that folder to run without pages.',
    })
  }
}

function readWebFile(folder: string, entry: z.output<typeof fileSchema>): WebFile {
  const { path, file, mediaType, tag, immutable, encodings, contentSecurityPolicy } = entry
  const read = (suffix = '') => readFileSync(join(folder, file + suffix))
  return {
    ...{ path, mediaType, tag, isImmutable: immutable, body: read() },
    ...(encodings.includes('br') ? { brotli: read('.br') } : {}),
    ...(encodings.includes('gz') ? { gzip: read('.gz') } : {}),
    ...(contentSecurityPolicy === undefined ? {} : { contentSecurityPolicy }),
  }
}
