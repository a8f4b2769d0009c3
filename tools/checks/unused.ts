import type { Check } from './check.ts'
import { commandCheck } from './command.ts'

/** Files, exports and dependencies that nothing uses, by knip and its knip.json. */
export const unused: Check = {
  name: 'unused code and dependencies',
  run: ({ root }) => commandCheck(root, 'knip', ['--no-progress', '--reporter', 'compact']),
}
