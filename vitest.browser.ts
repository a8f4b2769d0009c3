/**
 * `npm run test:browser`: the pages in a real Chromium, against the real API of a whole system on the simulator. The
 * pages are built first, where their sources have changed. Each file starts a system and a browser of its own.
 */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['services/control-center-web/test/browser/**/*.test.ts'],
    globalSetup: ['services/control-center-web/test/browser/support/provide-chromium.ts'],
    pool: 'forks',
    // A browser and a system each.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
  },
})
