import type { Repository } from '../repository/repository.ts'
import { workspacesOf } from '../repository/workspaces.ts'
import type { Check } from './check.ts'

/** Less than this says nothing. */
const FEWEST_LINES = 5

export const readmes: Check = {
  name: 'README of every package',
  run: (repository) => ({ problems: readmeProblems(repository) }),
}

export function readmeProblems(repository: Repository): string[] {
  return workspacesOf(repository).flatMap(({ folder }) => {
    const path = `${folder}/README.md`
    if (!repository.files.includes(path)) return [`${path} is missing`]
    const lines = repository.read(path).trim().split('\n').length
    return lines < FEWEST_LINES ? [`${path} has ${lines} lines: say what the package is for`] : []
  })
}
