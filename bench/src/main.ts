/**
 * `npm run bench [-- suite …] [--json file] [--quick]`. Each suite runs in a process of its own, so that one's heap
 * and compiled code do not weigh on another's; results go to `bench/results`.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Arguments, readArguments } from './arguments.ts'
import type { Row } from './harness.ts'
import { describeMachine } from './machine.ts'
import { renderTable } from './report.ts'

const RUN_SUITE = fileURLToPath(new URL('./run-suite.ts', import.meta.url))
const RESULTS = fileURLToPath(new URL('../results/', import.meta.url))

const reading = readArguments(process.argv.slice(2))
if (reading.kind === 'RUN') process.exitCode = await run(reading.arguments)
else {
  ;(reading.wrong ? process.stderr : process.stdout).write(`${reading.text}\n`)
  process.exitCode = reading.wrong ? 2 : 0
}

async function run({ suites, quick, json }: Arguments): Promise<number> {
  const rows: Row[] = []
  let failed = false
  for (const name of suites) {
    process.stderr.write(`${name} …\n`)
    const result = await runSuite(name, quick)
    if (result === undefined) failed = true
    else rows.push(...result)
  }
  const machine = describeMachine()
  const file = json ?? join(RESULTS, `local-${machine.at.replaceAll(':', '-')}.json`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify({ machine, quick, rows }, null, 2)}\n`)
  process.stdout.write(`${renderTable(rows)}\n\n${JSON.stringify(machine)}\n${file}\n`)
  return failed || rows.some((row) => row.met === false) ? 1 : 0
}

function runSuite(name: string, quick: boolean): Promise<readonly Row[] | undefined> {
  const out = join(tmpdir(), `ots-bench-${process.pid}-${name}.json`)
  const args = ['--expose-gc', RUN_SUITE, name, out, ...(quick ? ['quick'] : [])]
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
