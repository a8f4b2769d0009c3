/**
 * The committed description of the API, and the types that the page's client is made of, are what the routes give today;
 * and a client made of them compiles, in the page's own TypeScript.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CLIENT_TYPES_FILE, generateApiFiles, WEB } from '../api/api-files.ts'
import type { Repository } from '../repository/repository.ts'
import type { Check } from './check.ts'

export const apiDescription: Check = {
  name: 'API description and its client',
  run: async (repository) => {
    const files = await generateApiFiles(repository.root)
    const stale = staleApiFiles(repository, files)
    return { problems: [...stale, ...compileFaults(repository.root, files[CLIENT_TYPES_FILE] ?? '')] }
  },
}

export const staleApiFiles = (
  repository: Pick<Repository, 'files' | 'read'>,
  fresh: Readonly<Record<string, string>>,
): string[] =>
  Object.entries(fresh)
    .filter(([path, text]) => !repository.files.includes(path) || repository.read(path) !== text)
    .map(([path]) => `${path} is not what the routes say: run npm run generate`)

/** Paths, parameters, bodies and answers, each once. */
const CLIENT = `
import createClient from 'openapi-fetch'
import type { paths } from './schema.ts'

const client = createClient<paths>({ baseUrl: '' })
const { data: portfolios } = await client.GET('/api/v1/portfolio')
export const equity: string | null | undefined = portfolios?.accounts[0]?.equity
const { data: strategy } = await client.GET('/api/v1/strategies/{id}', { params: { path: { id: 'btc-ticks' } } })
export const net: string | null | undefined = strategy?.pnl?.net
const { data: command, error } = await client.PUT('/api/v1/bot/status', {
  body: { status: 'HALTED', reason: 'a type check' },
})
export const state: string | undefined = command?.state
export const code: string | undefined = error?.code
// @ts-expect-error There is no such status.
await client.PUT('/api/v1/bot/status', { body: { status: 'GONE', reason: 'a type check' } })
`

/** Below the page's node_modules, so that its packages are found from there. */
export function compileFaults(root: string, types: string): string[] {
  const cache = join(root, WEB, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'api-client-'))
  try {
    writeFileSync(join(folder, 'schema.ts'), types)
    writeFileSync(join(folder, 'client.ts'), CLIENT)
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--allowImportingTsExtensions']
    const modules = [
      '--target',
      'es2022',
      '--module',
      'esnext',
      '--moduleResolution',
      'bundler',
      '--lib',
      'es2022,dom',
    ]
    const program = join(root, WEB, 'node_modules/typescript/bin/tsc')
    const run = spawnSync(process.execPath, [program, ...options, ...modules, join(folder, 'client.ts')], {
      encoding: 'utf8',
    })
    return run.status === 0 ? [] : [`a client of the API does not compile:\n${run.stdout}${run.stderr}`]
  } finally {
    rmSync(folder, { recursive: true })
  }
}
