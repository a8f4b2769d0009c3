import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readArguments } from '../src/arguments.ts'
import { SUITES } from '../src/suites/index.ts'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))

describe('what npm run bench was asked for', () => {
  it('is all suites, or those that are named', () => {
    expect(readArguments([])).toMatchObject({ arguments: { suites: Object.keys(SUITES), quick: false } })
    expect(readArguments(['codec', 'sustained', '--quick', '--json', 'a.json'])).toEqual({
      kind: 'RUN',
      arguments: { suites: ['codec', 'sustained'], quick: true, json: 'a.json' },
    })
  })

  it('is answered with its usage where it cannot be understood', () => {
    for (const args of [['no-such-suite'], ['--no-such-option'], ['--json'], ['codec', 'rpc_grpc']]) {
      const reading = readArguments(args)
      expect(reading, args.join(' ')).toMatchObject({ kind: 'SAY', wrong: true })
      expect(reading.kind === 'SAY' && reading.text).toContain('npm run bench -- [suite …]')
    }
  })

  it.each([
    { args: ['--help'], code: 0, stdout: 'tick-to-order-distributed', stderr: '' },
    { args: ['no-such-suite'], code: 2, stdout: '', stderr: 'there is no suite called no-such-suite' },
    { args: ['--nonsense'], code: 2, stdout: '', stderr: "Unknown option '--nonsense'" },
  ])('$args ends with $code and without a stack', async ({ args, code, stdout, stderr }) => {
    const end = await new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      execFile(process.execPath, [MAIN, ...args], (error, out, err) =>
        resolve({ code: error?.code ?? 0, stdout: out, stderr: err }),
      )
    })
    expect(end.code).toBe(code)
    expect(end.stdout).toContain(stdout)
    expect(end.stderr).toContain(stderr)
    expect(end.stderr).not.toMatch(/^\s+at /m)
  })

  it('finds each suite by its name', async () => {
    for (const [name, load] of Object.entries(SUITES)) expect(await load(), name).toBeTypeOf('function')
  })
})
