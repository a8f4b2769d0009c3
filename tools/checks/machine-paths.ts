/** Nothing may depend on, or tell of, the machine it was written on. */
import type { Repository } from '../repository/repository.ts'
import type { Check } from './check.ts'

const TEXT =
  /\.(?:ts|js|cjs|mjs|json|md|ya?ml|proto|sh|svg|html|css|toml|txt|csv|sql)$|(?:^|\/)(?:\.npmrc|\.gitignore|run)$/
const MACHINE_PATH = /(?<![\w.~-])\/(?:work|home|Users|root|workspace|mnt)\/[\w.-]+|\b[A-Z]:\\\\?Users\\/g
/** Registries belong to whoever installs. */
const REGISTRY = /"resolved": "(?!https:\/\/registry\.npmjs\.org\/)https?:[^"]+"|^\s*registry\s*=/gm

export const machinePaths: Check = {
  name: 'machine paths and registries',
  run: (repository) => ({ problems: machinePathProblems(repository) }),
}

export function machinePathProblems(repository: Repository): string[] {
  return repository.files
    .filter((path) => TEXT.test(path))
    .flatMap((path) => {
      const text = repository.read(path)
      const found = [...text.matchAll(MACHINE_PATH), ...text.matchAll(REGISTRY)]
      return found.slice(0, 3).map((match) => `${path}: ${match[0].slice(0, 80)}`)
    })
}
