/** The Control Center's README, line by line as it stands there, against `ots up` on the simulator: curl and jq alone. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../../tools/services/src/free-ports.ts'
import { startOts, until } from './support/ots-process.ts'

const README = new URL('../../../services/control-center-api/README.md', import.meta.url)
/** Three times twenty seconds of watching, and a start. */
const WALK_MS = 150_000

function walkOf(address: string, password: string): string {
  const [, block = ''] = /^```sh\n([\s\S]*?)^```/m.exec(readFileSync(README, 'utf8')) ?? []
  const lines = block.replaceAll('PRINTED', password).replace('http://127.0.0.1:8080', address)
  // Where a person presses Ctrl-C.
  const ended = lines.replace(/^curl -sN/m, 'timeout 8 curl -sN')
  return `set -o pipefail\n${ended}`
}

test('log in, look, change a strategy, halt and resume, as its README says, with curl alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ots-curl-walk-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const port = await freePort()
  const ots = await startOts(['--source', 'simulator', '--port', String(port)], {
    env: { OTS_DATA_DIR: join(folder, 'data') },
    cwd: folder,
  })
  onTestFinished(async () => void (await ots.stop('SIGKILL')))
  const printed = () => /with the password (\S+)/.exec(ots.stdout())?.[1]
  // The walk looks at the newest order first: there has to be one.
  await until(
    () => printed() !== undefined && / fill +BUY/.test(ots.stdout()),
    60_000,
    () => `no order in: ${ots.stdout()}`,
  )
  const script = walkOf(`http://127.0.0.1:${port}`, printed() ?? '')
  const { stdout, stderr } = await promisify(execFile)('bash', ['-c', script], { timeout: WALK_MS }).catch(
    // Its last line is ended from outside.
    (error: { code?: unknown; stdout: string; stderr: string }) => {
      if (error.code !== 124) throw error
      return error
    },
  )
  expect(stderr).toBe('')
  const lines = stdout.split('\n')
  const numbers = lines.filter((line) => /^\d+$/.test(line)).map(Number)
  const [before = 0, faster = 0, openInHalt, resumed = 0] = numbers
  expect(lines[0]).toMatch(/^"\d+(\.\d+)?"$/)
  for (const kind of ['SIGNAL', 'DECISION', 'ORDER', 'EXECUTION'])
    expect(stdout).toMatch(new RegExp(`^\\[".*","${kind}",.*\\]$`, 'm'))
  expect(stdout).toMatch(/^\{"openTime":/m)
  const states = lines.filter((line) => line.startsWith('{"state":')).map((line) => JSON.parse(line).state)
  expect(states).toEqual(['PENDING', 'APPLIED', 'APPLIED', 'APPLIED'])
  expect(stdout).toMatch(/verified at the venue; .*0 open at the venue/)
  expect(faster).toBeGreaterThan(before)
  expect(openInHalt).toBe(0)
  expect(resumed).toBeGreaterThan(0)
  expect(stdout).toMatch(/^event: ready$/m)
}, 240_000)
