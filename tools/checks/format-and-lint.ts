import type { Check } from './check.ts'
import { commandCheck } from './command.ts'

export const formatAndLint: Check = {
  name: 'format and lint',
  run: ({ root }) =>
    commandCheck(root, 'biome', [
      'ci',
      '--error-on-warnings',
      '--diagnostic-level=warn',
      '--max-diagnostics=50',
      '--colors=off',
      '.',
    ]),
}
