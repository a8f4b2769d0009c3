/**
 * `npm run build`: the pages as static files in out/, when their sources are not those of the last build.
 * `--before-start`: a build that fails is told and ends well, since trading does not wait for pages; and none is made where
 * OTS_BUILD_PAGES is `no`, for machines that nobody looks at.
 */
import { parseArgs } from 'node:util'
import { buildPages } from './build-pages.ts'

const { values: options } = parseArgs({ options: { 'before-start': { type: 'boolean', default: false } } })
const isUnwanted = options['before-start'] && process.env.OTS_BUILD_PAGES === 'no'
try {
  if (!isUnwanted) await buildPages()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  if (options['before-start']) console.error('Going on without pages: the API is served alone.')
  else process.exitCode = 1
}
