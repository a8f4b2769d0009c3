import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { DEFAULT_FAULTS, NO_FAULTS } from '../../src/index.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
const folder = mkdtempSync(join(tmpdir(), 'ots-fault-plans-'))
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rmSync(folder, { recursive: true }))

function start(...args: string[]): ChildProcess {
  const given = ['--port', '0', '--history-hours', '1', '--products', 'BTC-USD', ...args]
  const child = spawn(process.execPath, [MAIN, ...given], { stdio: ['pipe', 'pipe', 'pipe'] })
  children.push(child)
  return child
}

async function faultsOf(child: ChildProcess) {
  if (!child.stdout) throw new Error('no output')
  const [line] = await once(child.stdout, 'data')
  const { port } = JSON.parse(String(line)) as { port: number }
  const response = await fetch(`http://127.0.0.1:${port}/simulator/faults`)
  return (await response.json()) as { seed: string; plan: unknown }
}

async function refusalOf(child: ChildProcess): Promise<readonly [number, string]> {
  const chunks: string[] = []
  child.stderr?.on('data', (chunk) => chunks.push(String(chunk)))
  const [code] = await once(child, 'close')
  return [code, chunks.join('')]
}

const plan = (text: string): string => {
  const path = join(folder, `${text.length}.json`)
  writeFileSync(path, text)
  return path
}

describe('--faults', () => {
  it('takes a plan from a file, and a seed', async () => {
    const path = plan('{"base":"default","chances":{"unauthorized":1},"everyMs":{"deposit":0}}')
    const { seed, plan: taken } = await faultsOf(start('--faults', path, '--fault-seed', '7'))
    expect(seed).toBe('7')
    expect(taken).toEqual({
      ...DEFAULT_FAULTS,
      chances: { ...DEFAULT_FAULTS.chances, unauthorized: 1 },
      everyMs: { ...DEFAULT_FAULTS.everyMs, deposit: 0 },
    })
  })

  it('takes a name; without it nothing goes wrong', async () => {
    expect((await faultsOf(start('--faults', 'default'))).plan).toEqual(DEFAULT_FAULTS)
    expect((await faultsOf(start())).plan).toEqual(NO_FAULTS)
  })

  it.each([
    ['a file that is not there', join(folder, 'none.json'), /cannot be read/],
    ['a file without JSON', plan('chances: 1'), /is not a JSON object/],
    ['a kind that does not exist', plan('{"chances":{"nonsense":1}}'), /faults/],
  ])('with %s ends with a usage error that says so', async (_, given, why) => {
    const [code, text] = await refusalOf(start('--faults', given))
    expect(code).toBe(2)
    expect(text).toMatch(why)
  })
})
