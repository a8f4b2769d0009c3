/** What `npm run test:api` installs before the tests. */
import { fileURLToPath } from 'node:url'

export const FOLDER = fileURLToPath(new URL('..', import.meta.url))
export const ROOT = fileURLToPath(new URL('../../../..', import.meta.url))
/** Below node_modules, which the repository does not keep. */
export const VENV = fileURLToPath(new URL('../node_modules/.venv', import.meta.url))
export const PYTHON = `${VENV}/bin/python`
export const SCHEMATHESIS = `${VENV}/bin/st`
