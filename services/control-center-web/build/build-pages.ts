/** Runs Next.js over the sources, then writes down what came out: the list of files by which the API serves them. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { listPages } from './page-list.ts'
import { hashSources } from './source-hash.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const OUT = join(ROOT, 'out')
/** Written last: where it is, the build is whole. */
const MANIFEST = join(OUT, 'pages.json')
const TELL_EVERY_MS = 5_000

export async function buildPages(): Promise<void> {
  const sources = hashSources(ROOT)
  if (builtFrom() === sources) return
  const startedAt = performance.now()
  const seconds = () => `${Math.round((performance.now() - startedAt) / 1_000)} s`
  console.log(
    `Building the pages: ${existsSync(MANIFEST) ? 'their sources have changed' : 'for the first time'} …`,
  )
  rmSync(MANIFEST, { force: true })
  const telling = setInterval(() => console.log(`Building the pages … ${seconds()}`), TELL_EVERY_MS)
  try {
    await runNext()
  } finally {
    clearInterval(telling)
  }
  writeFileSync(MANIFEST, `${JSON.stringify({ sources, ...listPages(OUT) })}\n`)
  console.log(`The pages are built, in ${seconds()}`)
}

function builtFrom(): string | undefined {
  if (!existsSync(MANIFEST)) return undefined
  // Written by ourselves; a file cut short by a full disk is no build.
  try {
    return (JSON.parse(readFileSync(MANIFEST, 'utf8')) as { sources?: string }).sources
  } catch {
    return undefined
  }
}

/** Its words are told only when it fails. */
function runNext(): Promise<void> {
  const next = fileURLToPath(import.meta.resolve('next/dist/bin/next'))
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [next, 'build', ROOT], {
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let words = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        words += chunk.toString()
      })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else
        reject(new Error(`The pages could not be built (next build ended with ${code}):\n${words.trimEnd()}`))
    })
  })
}
