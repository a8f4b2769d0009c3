/**
 * Two projects, run together. `long` holds what starts processes or simulates whole systems: begun first (projects run in
 * the order of their names), a worker process for each file. `short` is everything else; its files share workers, which
 * halves the processor time of the suite. They can: no module holds state of its own, and none is mocked.
 */
import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'

/** See vitest.services.ts. */
const REAL_SERVERS = '**/test/services/**'
/** See vitest.browser.ts. */
const BROWSER = '**/test/browser/**'

const LONG = [
  'apps/ots/test/**/*.test.ts',
  'bench/test/**/*.test.ts',
  'packages/testkit/test/{chaos-run,chaos-coinbase,killed-writer}.test.ts',
  'packages/testkit/test/simulation/{simulation,sabotage,cli}.test.ts',
]

export default defineConfig({
  test: {
    pool: 'forks',
    // One more than there are cores: the tests of whole processes mostly wait for them.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 20_000,
    // How long a machine may take that has other work: what comes sooner is not waited for.
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'long',
          include: LONG,
          exclude: [...configDefaults.exclude, REAL_SERVERS],
          isolate: true,
        },
      },
      {
        extends: true,
        test: {
          name: 'short',
          include: ['{packages,services,apps,bench,tools}/**/*.test.ts'],
          // Others' programs have an installation and a run of their own, and so have real servers.
          exclude: ['**/node_modules/**', 'apps/*/clients/**', REAL_SERVERS, BROWSER, ...LONG],
          isolate: false,
        },
      },
    ],
  },
})
