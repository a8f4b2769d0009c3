import { type LockFile, missingOptionals } from '../lock-file.ts'
import type { Check } from './check.ts'

/** `npm ci` refuses a lock file that has no entry for an optional package, whatever platform that is for. */
export const lockFile: Check = {
  name: 'lock file',
  run: (repository) => ({ problems: lockFileProblems(JSON.parse(repository.read('package-lock.json'))) }),
}

export function lockFileProblems(lock: LockFile): string[] {
  return missingOptionals(lock).map(
    ({ name, version }) => `package-lock.json has no entry for ${name} ${version}: run npm run lock`,
  )
}
