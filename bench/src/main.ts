/**
 * `npm run bench [-- suite …] [--json file] [--quick]`. Each suite runs in a process of its own, so that one's heap
 * and compiled code do not weigh on another's; results go to `bench/results`.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Row } from './harness.ts'
import { describeMachine } from './machine.ts'
import { renderTable } from './report.ts'
import { SUITES } from './suites/index.ts'

const RUN_SUITE = fileURLToPath(new URL('./run-suite.ts', import.meta.url))
const RESULTS = fileURLToPath(new URL('../results/', import.meta.url))

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, quick: { type: 'boolean', default: false } },
})
const known = Object.keys(SUITES)
const unknown = positionals.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  process.stderr.write(`no benchmark called ${unknown.join(', ')}; there are ${known.join(', ')}\n`)
  process.exit(2)
}

const rows: Row[] = []
let failed = false
for (const name of positionals.length > 0 ? positionals : known) {
  process.stderr.write(`${name} …\n`)
  const result = await runSuite(name)
  if (result === undefined) failed = true
  else rows.push(...result)
}
const machine = describeMachine()
const file = values.json ?? join(RESULTS, `local-${machine.at.replaceAll(':', '-')}.json`)
mkdirSync(RESULTS, { recursive: true })
writeFileSync(file, `${JSON.stringify({ machine, quick: values.quick, rows }, null, 2)}\n`)
process.stdout.write(`${renderTable(rows)}\n\n${JSON.stringify(machine)}\n${file}\n`)
process.exitCode = failed || rows.some((row) => row.met === false) ? 1 : 0

function runSuite(name: string): Promise<readonly Row[] | undefined> {
  const out = join(tmpdir(), `ots-bench-${process.pid}-${name}.json`)
  const args = ['--expose-gc', RUN_SUITE, name, out, ...(values.quick ? ['quick'] : [])]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      if (code !== 0) {
        process.stderr.write(`${name} failed with code ${code}\n`)
        return resolve(undefined)
      }
      const parsed: readonly Row[] = JSON.parse(readFileSync(out, 'utf8'))
      rmSync(out)
      resolve(parsed)
    })
  })
}
