#!/usr/bin/env node
/**
 * Entry of the `ots` command in plain JavaScript: when the Node that runs it cannot run TypeScript, it starts the one
 * that the project pins through npm.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const pinned = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url))
const major = Number(process.versions.node.split('.')[0])

if (major >= 24) {
  await import(main)
} else if (existsSync(pinned)) {
  const child = spawn(pinned, [main, ...process.argv.slice(2)], { stdio: 'inherit' })
  // The terminal sends Ctrl-C to the whole group; the child decides when to end.
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => signal === 'SIGTERM' && child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
} else {
  console.error(
    `ots needs Node 24 or newer, and this is ${process.versions.node}. Run "npm ci" in the repository.`,
  )
  process.exit(1)
}
