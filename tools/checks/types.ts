import type { Check } from './check.ts'
import { commandCheck } from './command.ts'

/** The web page runs in browsers: its own libraries, and none of Node's. */
const PROJECTS = ['.', 'services/control-center-web']

export const types: Check = {
  name: 'types',
  async run({ root }) {
    const found: string[] = []
    for (const project of PROJECTS) {
      found.push(...(await commandCheck(root, 'tsc', ['-p', project, '--pretty', 'false'])).problems)
    }
    return { problems: found }
  },
}
