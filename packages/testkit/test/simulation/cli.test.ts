import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parseOptions, UsageError } from '../../src/simulation/cli/options.ts'
import { describeFailure } from '../../src/simulation/cli/report.ts'

const MAIN = fileURLToPath(new URL('../../src/simulation/main.ts', import.meta.url))
const execute = promisify(execFile)
const simulate = (...args: string[]) =>
  execute(process.execPath, [MAIN, ...args]).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  )

test('a seed run in a thread and one run alone have the same trace', { timeout: 60_000 }, async () => {
  const many = await simulate('--seeds', '2', '--first-seed', '11', '--workers', '2', '--json')
  expect(many.code).toBe(0)
  const { seeds, failing, hashes } = JSON.parse(many.stdout)
  expect([seeds, failing]).toEqual([2, []])
  const alone = await simulate('--seed', '12', '--json')
  expect(JSON.parse(alone.stdout).hash).toBe(hashes['12'])
})

test('what is asked for wrongly is said, with exit code 2', { timeout: 60_000 }, async () => {
  const { code, stderr } = await simulate('--sabotage', 'gravity')
  expect([code, stderr]).toEqual([2, expect.stringContaining('there is no sabotage "gravity"')])
  expect(() => parseOptions(['--seeds', 'many'])).toThrow(UsageError)
  expect(() => parseOptions(['--seeds', '0'])).toThrow(UsageError)
  expect(() => parseOptions(['--sideways'])).toThrow(UsageError)
})

test('a failing seed is told with how to see it again', () => {
  const told = describeFailure(
    { seed: '17', failures: ['order x is lost', 'USD differs'], hash: 'cafe' },
    'no-epoch',
  )
  expect(told).toContain('npm run simulate -- --seed 17 --sabotage no-epoch')
  expect(told).toContain('order x is lost')
  expect(told).toContain('trace cafe')
})
