/** `npm run test:clients [-- vitest options]`: installs others' clients in their own folder, then lets them trade on the simulator. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { CERTIFICATE, CERTIFICATE_KEY, FOLDER, PYTHON, VENV } from './support/places.ts'

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): void {
  const { status, error } = spawnSync(program, args, { cwd: FOLDER, stdio: 'inherit', env })
  if (error) console.error(`${program} cannot be run: ${error.message}`)
  if (status !== 0) process.exit(status ?? 1)
}

// Nothing of them needs its install script.
run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
if (!existsSync(PYTHON)) run('python3', ['-m', 'venv', VENV])
run(PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', 'requirements.txt'])
run(PYTHON, ['python/certificate.py', CERTIFICATE, CERTIFICATE_KEY])
run(
  process.execPath,
  ['../../../node_modules/vitest/vitest.mjs', 'run', '--root', FOLDER, ...process.argv.slice(2)],
  {
    ...process.env,
    NODE_EXTRA_CA_CERTS: CERTIFICATE,
  },
)
