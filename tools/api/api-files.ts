/** What is generated from the routes of the Control Center API: its description, and the types of the page's client. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openapiDocument } from '@oasis/control-center-api'

const OPENAPI_FILE = 'api/openapi.json'
export const WEB = 'services/control-center-web'
export const CLIENT_TYPES_FILE = `${WEB}/src/api/generated/schema.ts`

/** By the path of each file. */
export async function generateApiFiles(root: string): Promise<Readonly<Record<string, string>>> {
  const description = `${JSON.stringify(await openapiDocument('0.0.0'), null, 2)}\n`
  return { [OPENAPI_FILE]: description, [CLIENT_TYPES_FILE]: clientTypes(root, description) }
}

/** What has a default may be left out of a request. */
const OPTIONS = ['--default-non-nullable', 'false']

function clientTypes(root: string, description: string): string {
  const scratch = mkdtempSync(join(tmpdir(), 'ots-openapi-'))
  try {
    const [from, to] = [join(scratch, 'openapi.json'), join(scratch, 'schema.ts')]
    writeFileSync(from, description)
    const program = join(root, WEB, 'node_modules/openapi-typescript/bin/cli.js')
    const run = spawnSync(process.execPath, [program, from, '--output', to, ...OPTIONS], {
      encoding: 'utf8',
    })
    if (run.status !== 0) throw new Error(`openapi-typescript failed: ${run.stderr || run.stdout}`)
    return readFileSync(to, 'utf8')
  } finally {
    rmSync(scratch, { recursive: true })
  }
}
