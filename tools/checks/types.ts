import type { Check } from './check.ts'
import { commandCheck } from './command.ts'

export const types: Check = {
  name: 'types',
  run: ({ root }) => commandCheck(root, 'tsc', ['-p', '.', '--pretty', 'false']),
}
