import { createRequire } from 'node:module'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { NextConfig } from 'next'

const HERE = fileURLToPath(new URL('.', import.meta.url))
/** The part of next-intl that reads texts which are compiled already. */
const FORMAT_ONLY = createRequire(import.meta.url).resolve('use-intl/format-message/format-only')

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
  turbopack: {
    // The repository's root, where the packages are installed.
    root: fileURLToPath(new URL('../..', import.meta.url)),
    // Texts are compiled here, as next-intl's own plugin has it, so that no browser needs what parses them.
    resolveAlias: { 'use-intl/format-message': `./${relative(HERE, FORMAT_ONLY)}` },
    rules: {
      '*.json': {
        loaders: [
          {
            loader: 'next-intl/extractor/catalogLoader',
            options: { messages: { format: 'json', precompile: true } },
          },
        ],
        condition: { path: /[\\/]messages[\\/](?:en|pt-BR)[\\/]/ },
        as: '*.js',
      },
    },
  },
}

export default config
