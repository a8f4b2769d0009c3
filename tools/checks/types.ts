import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from './check.ts'
import { commandCheck } from './command.ts'

/**
 * The web page runs in browsers: its own libraries, and none of Node's. What tests it in a browser runs in Node and there.
 */
const WEB = 'services/control-center-web'
const PROJECTS = ['.', WEB, `${WEB}/test/browser`]

export const types: Check = {
  name: 'types',
  async run({ root }) {
    const found: string[] = []
    for (const project of PROJECTS.filter((folder) => existsSync(join(root, folder)))) {
      found.push(...(await commandCheck(root, 'tsc', ['-p', project, '--pretty', 'false'])).problems)
    }
    return { problems: found }
  },
}
