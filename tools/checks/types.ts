import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from './check.ts'
import { commandCheck } from './command.ts'

/** The web page runs in browsers: its own libraries, and none of Node's. */
const WEB = 'services/control-center-web'

export const types: Check = {
  name: 'types',
  async run({ root }) {
    const found: string[] = []
    for (const project of ['.', ...(existsSync(join(root, WEB)) ? [WEB] : [])]) {
      found.push(...(await commandCheck(root, 'tsc', ['-p', project, '--pretty', 'false'])).problems)
    }
    return { problems: found }
  },
}
