import { type GeneratedCode, generate } from '../generate.ts'
import type { Repository } from '../repository/repository.ts'
import type { Check } from './check.ts'

const FOLDER = 'packages/contracts/src/generated'

/** Committed code is what the .proto files give today. */
export const generatedCode: Check = {
  name: 'generated code',
  run: (repository) => ({ problems: staleFiles(repository, generate()) }),
}

export function staleFiles(repository: Repository, fresh: GeneratedCode): string[] {
  const expected = {
    'messages.js': fresh.code,
    'messages.d.ts': fresh.declarations,
    'descriptors.ts': fresh.descriptors,
  }
  return Object.entries(expected)
    .filter(([file, content]) => {
      const path = `${FOLDER}/${file}`
      return !repository.files.includes(path) || repository.read(path) !== content
    })
    .map(([file]) => `${FOLDER}/${file} is not what api/proto gives: run npm run generate`)
}
