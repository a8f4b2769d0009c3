/** `npm run test:api [-- vitest options]`: installs schemathesis in a folder of its own, then lets it ask a running system. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { FOLDER, PYTHON, VENV } from './support/places.ts'

function run(program: string, args: readonly string[]): void {
  const { status, error } = spawnSync(program, args, { cwd: FOLDER, stdio: 'inherit' })
  if (error) console.error(`${program} cannot be run: ${error.message}`)
  if (status !== 0) process.exit(status ?? 1)
}

if (!existsSync(PYTHON)) run('python3', ['-m', 'venv', VENV])
run(PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', 'requirements.txt'])
run(process.execPath, [
  '../../../node_modules/vitest/vitest.mjs',
  ...['run', '--root', FOLDER, ...process.argv.slice(2)],
])
