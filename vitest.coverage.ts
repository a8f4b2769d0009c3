/**
 * `npm run coverage`: what must never be wrong (the order path, accounting, risk), each branch of it, by the tests of its
 * own packages alone: what other packages' tests happen to run shows nothing. Fails when less than stated is reached.
 * The shells around each core stand at what has been reached; whoever reaches more raises it.
 */
import { defineConfig } from 'vitest/config'

const TESTED = ['packages/domain', 'services/order-manager', 'services/risk-engine']
const EVERY_BRANCH = { branches: 100 }
/** What has been reached of what is around a core: each has one or two that only a crossing of turns would reach. */
const NEARLY_EVERY_BRANCH = { branches: 99 }

export default defineConfig({
  test: {
    pool: 'forks',
    // No module holds state of its own; see vitest.config.ts.
    isolate: false,
    // Measured code is slower.
    testTimeout: 60_000,
    include: TESTED.map((folder) => `${folder}/test/**/*.test.ts`),
    coverage: {
      enabled: true,
      provider: 'v8',
      include: [
        'packages/domain/src/{accounting,orders,risk,values}/**',
        'services/{order-manager,risk-engine}/src/**',
      ],
      // Files that lack nothing are left out of the table.
      reporter: [['text', { skipFull: true }]],
      thresholds: {
        'packages/domain/src/{accounting,orders,risk,values}/**': EVERY_BRANCH,
        'services/order-manager/src/core/**': EVERY_BRANCH,
        'services/risk-engine/src/core/**': EVERY_BRANCH,
        'services/order-manager/src/{*.ts,handlers/**}': NEARLY_EVERY_BRANCH,
        'services/risk-engine/src/{*.ts,handlers/**}': NEARLY_EVERY_BRANCH,
      },
    },
  },
})
