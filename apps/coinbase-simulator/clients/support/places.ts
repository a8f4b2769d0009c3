/** What `npm run test:clients` installs and makes before the tests. */
import { fileURLToPath } from 'node:url'

export const FOLDER = fileURLToPath(new URL('..', import.meta.url))
/** Below node_modules, which the repository does not keep. */
export const VENV = fileURLToPath(new URL('../node_modules/.venv', import.meta.url))
export const PYTHON = `${VENV}/bin/python`
export const CERTIFICATE = `${VENV}/localhost.pem`
export const CERTIFICATE_KEY = `${VENV}/localhost-key.pem`
