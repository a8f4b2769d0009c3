/**
 * `npm run screenshots`: pictures of the Control Center for the documents, by the means of the browser tests. The pages are built
 * first, where their sources have changed. Takes some minutes: what it shows has to happen first.
 */
import { defineConfig } from 'vitest/config'
import browserTests from './vitest.browser.ts'

export default defineConfig({
  test: {
    ...browserTests.test,
    include: ['services/control-center-web/test/browser/screenshots/*.shots.ts'],
    testTimeout: 600_000,
  },
})
