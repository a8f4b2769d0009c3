/**
 * `npm run test:services`: the suites on real Kafka, Redis and PostgreSQL, which tools/services provisions and starts. Where
 * a program for one of them is missing, the files that need it are left out by name with what to install; in CI that fails.
 */
import { configDefaults, defineConfig } from 'vitest/config'
import { filesLeftOut, SERVICE_TESTS } from './tools/services/src/needed-servers.ts'

const leftOut = filesLeftOut(import.meta.dirname)
for (const { path, why } of leftOut) console.log(`skipped: ${path} needs ${why}`)
if (leftOut.length > 0 && process.env.CI)
  throw new Error('nothing of the suites on real servers may be skipped in CI')

export default defineConfig({
  test: {
    include: [SERVICE_TESTS],
    exclude: [...configDefaults.exclude, ...leftOut.map(({ path }) => path)],
    globalSetup: ['tools/services/test-setup.ts'],
    pool: 'forks',
    // Each file may start servers of its own; more at once would make each of them slow to be ready.
    maxWorkers: 2,
    testTimeout: 60_000,
    // How long a machine may take that has other work: what comes sooner is not waited for.
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 120_000,
  },
})
