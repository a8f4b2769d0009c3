/** No adapter of a port without its suite, no suite without an adapter, and a table of both that is true. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import * as testkit from '../src/index.ts'

const PACKAGES = fileURLToPath(new URL('../..', import.meta.url))
const ADAPTERS = `${PACKAGES}/adapters`
const README = readFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8')

/** By the beginning of an adapter's name, the port that it is of. */
const SUITES_OF: Readonly<Record<string, readonly string[]>> = {
  bus: ['busConformance'],
  rpc: ['rpcConformance'],
  cache: ['portfolioCacheConformance'],
  store: [
    'orderStoreConformance',
    'riskStoreConformance',
    'strategyStoreConformance',
    'leasesConformance',
    'controlCenterStoreConformance',
    'readModelConformance',
  ],
}

interface Use {
  readonly adapter: string
  readonly suite: string
  /** Where it runs: with real servers, or anywhere. */
  readonly run: 'npm test' | 'npm run test:services'
}

const adapters = readdirSync(ADAPTERS).filter((name) => existsSync(`${ADAPTERS}/${name}/package.json`))

const uses: readonly Use[] = adapters.flatMap((adapter) => {
  const folder = `${ADAPTERS}/${adapter}/test`
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .flatMap((path) =>
      [...readFileSync(`${folder}/${path}`, 'utf8').matchAll(/^\s*(\w+Conformance)\(/gm)].map(
        ([, suite]) => ({
          adapter,
          suite: suite ?? '',
          run: path.startsWith('services') ? ('npm run test:services' as const) : ('npm test' as const),
        }),
      ),
    )
})

test.for(adapters)('%s passes the suites of its port', (adapter) => {
  const wanted = SUITES_OF[adapter.split('-')[0] ?? ''] ?? []
  const passed = uses.filter((use) => use.adapter === adapter).map(({ suite }) => suite)
  expect(wanted.filter((suite) => !passed.includes(suite))).toEqual([])
})

test('stores pass theirs on both databases', () => {
  const leases = 'leasesConformance'
  for (const suite of (SUITES_OF.store ?? []).filter((each) => each !== leases)) {
    const runs = new Set(uses.filter((use) => use.suite === suite).map(({ run }) => run))
    expect([suite, ...[...runs].toSorted()]).toEqual([suite, 'npm run test:services', 'npm test'])
  }
})

test('every suite of the testkit is passed by some adapter', () => {
  const suites = Object.keys(testkit).filter((name) => name.endsWith('Conformance'))
  expect(suites.length).toBeGreaterThan(5)
  const used = new Set(uses.map(({ suite }) => suite))
  expect(suites.filter((suite) => !used.has(suite))).toEqual([])
})

test('the table in the README has each of them, and nothing else', () => {
  const told = [...README.matchAll(/^\| `(\w+Conformance)` \| `([\w-]+)` \| [^|]* \| `([^`]+)` \|$/gm)].map(
    ([, suite, adapter, run]) => `${suite} ${adapter} ${run}`,
  )
  const found = uses.map(({ suite, adapter, run }) => `${suite} ${adapter} ${run}`)
  expect(told.toSorted()).toEqual([...new Set(found)].toSorted())
})
