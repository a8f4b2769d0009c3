import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{packages,services,apps,bench,tools}/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    pool: 'forks',
    // Two at least: the tests of whole processes mostly wait for them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 20_000,
  },
})
