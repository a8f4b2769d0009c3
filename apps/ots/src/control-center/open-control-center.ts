/** Makes the Control Center from its ports, and opens that of an embedded system. */
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import {
  type ControlCenterApi,
  type ControlCenterPorts,
  createControlCenterApi,
  grantAccess,
  type NewPassword,
} from '@oasis/control-center-api'
import type { InstrumentId } from '@oasis/domain'
import { createSqliteCheckpointer, type Durability } from '@oasis/runtime'
import { openControlCenterStore, openReadModelStore } from '@oasis/store-sql'
import type { OtsConfig } from '../config/schema.ts'
import { registerStatus } from '../status/routes.ts'
import type { StatusServerPorts, SystemFacts } from '../status/status-ports.ts'
import { auditHeadFile } from './audit-head-file.ts'
import { controlCenterConfig, type Listening } from './control-center-config.ts'
import { openWebFiles } from './open-web-files.ts'
import { openSecret } from './secret-file.ts'

export interface ControlCenterFolder {
  readonly folder: string
  readonly durability: Durability
  readonly env: Readonly<Record<string, string | undefined>>
}

/** In the data folder. */
export const CONTROL_CENTER_FILE = 'control-center.sqlite'
/** Can be thrown away: it is made again from the topics. */
const READ_MODELS_FILE = 'read-models.sqlite'
/** Of a million orders and more, whose keys lie nowhere near each other: a write changes pages all over the file. */
const READ_MODELS_CACHE_BYTES = 64 * 1_048_576

export const readModelsFile = (folder: string) =>
  ({
    path: join(folder, READ_MODELS_FILE),
    durability: 'process',
    cacheBytes: READ_MODELS_CACHE_BYTES,
  }) as const

/** What every Control Center is given, in whichever way the system runs. */
type SharedPorts = Omit<ControlCenterPorts, 'pages' | 'web'>

/** What it shows, and by which settings. */
export interface ShownSystem {
  readonly config: OtsConfig
  readonly facts: SystemFacts
  readonly instruments: readonly InstrumentId[]
  readonly shown: StatusServerPorts
  /** `http` of `ots.yaml` by default. */
  readonly listening?: Listening
}

export function createControlCenter(ports: SharedPorts, system: ShownSystem): ControlCenterApi {
  const { config, facts, instruments, shown, listening } = system
  const web = openWebFiles()
  return createControlCenterApi(
    {
      ...ports,
      ...(web ? { web } : {}),
      pages: (scope) => {
        grantAccess(scope, 'local')
        registerStatus(scope, shown, facts)
        if (web === undefined) scope.get('/', async () => NO_PAGES)
      },
    },
    controlCenterConfig(config, facts, instruments, listening),
  )
}

const NO_PAGES = `The pages of the Control Center are not built.

Build them with "npm run build", and start again; "npm start" does both.
Until then: /api/docs describes the API; "ots orders", "ots positions" and "ots halt" work in a terminal.
`

export interface OpenedControlCenter {
  readonly api: ControlCenterApi
  /** After the service has stopped. */
  close(): Promise<void>
}

/**
 * Of an embedded system: store, secret and audit head are files in the system's folder. The first admin's password is
 * printed, this once, for whoever has started it.
 */
export async function openControlCenter(
  { folder, durability, env }: ControlCenterFolder,
  ports: Omit<SharedPorts, 'store' | 'readModels' | 'secret' | 'auditHeads' | 'onFirstAdmin'>,
  system: ShownSystem,
): Promise<OpenedControlCenter> {
  const secret = openSecret(folder, env, { create: true })
  const path = join(folder, CONTROL_CENTER_FILE)
  keepPrivate(path)
  // The disk's fsync must not hold up what trades in the same process.
  const checkpointer = createSqliteCheckpointer({ logger: ports.logger })
  const store = await openControlCenterStore({ path, durability, checkpointer })
  const readModels = await openReadModelStore({ ...readModelsFile(folder), checkpointer })
  const auditHeads = auditHeadFile(folder)
  const onFirstAdmin = ({ user, password }: NewPassword) =>
    void process.stdout.write(firstAdmin(user.name, password))
  const api = createControlCenter({ ...ports, store, readModels, secret, auditHeads, onFirstAdmin }, system)
  return {
    api,
    close: async () => {
      await readModels.close()
      await store.close()
      await checkpointer.close()
    },
  }
}

/** What SQLite puts beside a file is as readable as the file itself. */
function keepPrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600))
}

const firstAdmin = (name: string, password: string): string =>
  `Control Center: log in as "${name}" with the password ${password}\n  It is told this once, and must be changed at the first login.\n`
