import type { Check } from './check.ts'
import { commandCheck, runCommand } from './command.ts'

export const protoLint: Check = {
  name: 'proto lint',
  run: ({ root }) => commandCheck(root, 'buf', ['lint']),
}

/** Against the last release: what has shipped stays decodable. */
export const protoBreaking: Check = {
  name: 'proto breaking changes',
  async run({ root }) {
    const described = await runCommand(root, 'git', ['describe', '--tags', '--abbrev=0', '--match', 'v*'])
    const tag = described.output.trim()
    if (described.exitCode !== 0) {
      return { problems: [], notes: ['no release tag yet, so there is nothing to compare with'] }
    }
    const checked = await commandCheck(root, 'buf', ['breaking', '--against', `.git#tag=${tag}`])
    return { ...checked, notes: [`compared with ${tag}`] }
  },
}
