import type { NextConfig } from 'next'

/**
 * Static files only: control-center-api serves them, so that there is one process and one origin. `/market` is
 * `market.html`. Types are checked by `npm run verify`, once, and not again at each build.
 */
const config: NextConfig = {
  output: 'export',
  reactStrictMode: true,
  poweredByHeader: false,
  images: { unoptimized: true },
  typescript: { ignoreBuildErrors: true },
  // The repository's root, where the packages are installed.
  turbopack: { root: new URL('../..', import.meta.url).pathname },
}

export default config
