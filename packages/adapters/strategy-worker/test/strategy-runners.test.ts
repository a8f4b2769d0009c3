import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { RunnerEnded, type StrategyRunner } from '@oasis/ports'
import { afterEach, expect, test } from 'vitest'
import { createStrategyRunners, findUserStrategies } from '../src/index.ts'

const SERVER = new URL('./modules/server.ts', import.meta.url).href
/** Generous where nothing is to exceed it: machines that run tests are busy. */
const PATIENT = { budgetMs: 5_000, startTimeoutMs: 15_000, answerTimeoutMs: 15_000 }
const opened: StrategyRunner[] = []

async function start(limits: { budgetMs?: number; answerTimeoutMs?: number } = {}): Promise<StrategyRunner> {
  const runner = await createStrategyRunners().start({ module: SERVER, ...PATIENT, ...limits })
  opened.push(runner)
  return runner
}

afterEach(async () => {
  for (const runner of opened.splice(0)) await runner.close()
})

test('it answers one question after the other, with what can be cloned', async () => {
  const runner = await start()
  for (const n of [1n, 2n]) {
    expect(await runner.ask({ what: 'echo', n })).toEqual({ heard: { what: 'echo', n }, big: 10n ** 30n })
  }
})

test('code that never returns is ended by its budget, and by nothing else', async () => {
  const runner = await start({ budgetMs: 50 })
  await expect(runner.ask({ what: 'spin', ms: 60_000 })).rejects.toThrow('longer than its budget of 50 ms')
  await expect(runner.ask({ what: 'echo' })).rejects.toThrow(RunnerEnded)
})

test('code that returns too late is ended as well, though its answer is there', async () => {
  const runner = await start({ budgetMs: 50 })
  const late = runner.ask({ what: 'spin', ms: 120 })
  late.catch(() => {})
  // Whoever watches is busy itself until after the answer.
  const until = performance.now() + 400
  while (performance.now() < until);
  await expect(late).rejects.toThrow('longer than its budget')
})

test('what watched code leaves in microtasks counts, though the code itself has returned', async () => {
  const runner = await start({ budgetMs: 50 })
  await expect(runner.ask({ what: 'spin in a microtask', ms: 60_000 })).rejects.toThrow(
    'longer than its budget of 50 ms',
  )
})

test('what it does between two questions is no reason to wait for the second one longer', async () => {
  const runner = await start({ budgetMs: 50 })
  expect(await runner.ask({ what: 'spin afterwards', ms: 60_000 }, 'PROMPT')).toBe('answered')
  await new Promise((resolve) => setTimeout(resolve, 100))
  await expect(runner.ask({ what: 'echo' }, 'PROMPT')).rejects.toThrow(
    'did not answer within its budget of 50 ms, with 250 ms of grace',
  )
})

test('time in which whoever asked could not look is not held against it', async () => {
  const runner = await start({ budgetMs: 50 })
  const answer = runner.ask({ what: 'spin unwatched', ms: 920 }, 'PROMPT')
  const until = performance.now() + 900
  while (performance.now() < until);
  expect(await answer).toBe('spun')
})

test('time that is not watched does not count against the budget', async () => {
  const runner = await start({ budgetMs: 20 })
  expect(await runner.ask({ what: 'spin unwatched', ms: 150 })).toBe('spun')
})

test('one that never answers is ended by its timeout', async () => {
  const runner = await start({ budgetMs: 20, answerTimeoutMs: 200 })
  await expect(runner.ask({ what: 'wait' })).rejects.toThrow('did not answer within 200 ms')
})

test('what the module throws is the answer, and it goes on', async () => {
  const runner = await start()
  await expect(runner.ask({ what: 'throw' })).rejects.toThrow('as told')
  expect(await runner.ask({ what: 'echo' })).toBeDefined()
})

test.each([
  ['throws where nobody catches', 'throw later', 'nobody catches this'],
  ['ends its process', 'exit', 'its thread ended'],
  ['takes all memory', 'eat', 'memory'],
])('a thread that %s ends alone', async (_name, what, words) => {
  const runner = await start()
  await expect(runner.ask({ what })).rejects.toThrow(words)
})

test('a module that cannot be loaded is told at the start', async () => {
  const missing = createStrategyRunners().start({ ...PATIENT, module: 'file:///nowhere.ts' })
  await expect(missing).rejects.toThrow('nowhere.ts')
})

test('it sees no environment', async () => {
  expect(await (await start()).ask({ what: 'environment' })).toEqual([])
})

test('a file far from any package imports what strategies are made of', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ots-strategies-'))
  try {
    const path = join(folder, 'mine.ts')
    await writeFile(
      path,
      "import { helper } from './helper.ts'\nexport * from '@oasis/ports'\nexport { helper }\n",
    )
    await writeFile(join(folder, 'helper.ts'), 'export const helper: number = 1\n')
    const names = await (await start()).ask({ what: 'import', module: pathToFileURL(path).href })
    expect(names).toEqual(expect.arrayContaining(['RunnerEnded', 'helper']))
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('strategies are found by their files, and told apart by their source', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ots-strategies-'))
  try {
    for (const name of ['b-two.ts', 'a.mjs', 'a.test.ts', 'README.md', '.hidden.ts', 'Upper.ts']) {
      await writeFile(join(folder, name), `// ${name}`)
    }
    const before = await findUserStrategies(folder)
    expect(before.map(({ type, module }) => [type, module])).toEqual([
      ['a', pathToFileURL(join(folder, 'a.mjs')).href],
      ['b-two', pathToFileURL(join(folder, 'b-two.ts')).href],
    ])
    await writeFile(join(folder, 'a.mjs'), '// changed')
    const after = await findUserStrategies(folder)
    expect(after.map(({ sourceHash }, i) => sourceHash === before[i]?.sourceHash)).toEqual([false, true])
  } finally {
    await rm(folder, { recursive: true })
  }
})
