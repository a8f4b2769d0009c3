/** In the order of reporting: what is quick and most often wrong comes first. */
import { apiDescription } from './api-description.ts'
import type { Check } from './check.ts'
import { cycles } from './cycles.ts'
import { docsPaths } from './docs-paths.ts'
import { formatAndLint } from './format-and-lint.ts'
import { generatedCode } from './generated-code.ts'
import { layers } from './layers.ts'
import { lockFile } from './lock-file.ts'
import { machinePaths } from './machine-paths.ts'
import { monitoring } from './monitoring.ts'
import { names } from './names.ts'
import { protoBreaking, protoLint } from './proto.ts'
import { purity } from './purity.ts'
import { readmes } from './readmes.ts'
import { reference } from './reference.ts'
import { runbooks } from './runbooks.ts'
import { sizes } from './sizes.ts'
import { types } from './types.ts'
import { unused } from './unused.ts'

export const CHECKS: readonly Check[] = [
  formatAndLint,
  types,
  protoLint,
  protoBreaking,
  generatedCode,
  apiDescription,
  lockFile,
  layers,
  cycles,
  purity,
  sizes,
  names,
  unused,
  docsPaths,
  reference,
  monitoring,
  runbooks,
  readmes,
  machinePaths,
]
