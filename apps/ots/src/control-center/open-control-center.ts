/** Makes the Control Center of an embedded system: its store, secret and audit head are files in the system's folder. */
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import {
  type ControlCenterApi,
  type ControlCenterPorts,
  createControlCenterApi,
  grantAccess,
} from '@oasis/control-center-api'
import type { InstrumentId } from '@oasis/domain'
import type { Durability } from '@oasis/runtime'
import { openControlCenterStore } from '@oasis/store-sql'
import type { OtsConfig } from '../config/schema.ts'
import { registerStatus } from '../status/routes.ts'
import type { StatusServerPorts, SystemFacts } from '../status/status-ports.ts'
import { auditHeadFile } from './audit-head-file.ts'
import { controlCenterConfig } from './control-center-config.ts'
import { openSecret } from './secret-file.ts'

export interface ControlCenterFolder {
  readonly folder: string
  readonly durability: Durability
  readonly env: Readonly<Record<string, string | undefined>>
}

/** In the data folder. */
export const CONTROL_CENTER_FILE = 'control-center.sqlite'

type Given = Omit<ControlCenterPorts, 'store' | 'secret' | 'auditHeads' | 'pages' | 'onFirstAdmin'>

/** What it shows, and by which settings. */
export interface ShownSystem {
  readonly config: OtsConfig
  readonly facts: SystemFacts
  readonly instruments: readonly InstrumentId[]
  readonly shown: StatusServerPorts
}

export interface OpenedControlCenter {
  readonly api: ControlCenterApi
  /** After the service has stopped. */
  close(): Promise<void>
}

export async function openControlCenter(
  { folder, durability, env }: ControlCenterFolder,
  ports: Given,
  shown: ShownSystem,
): Promise<OpenedControlCenter> {
  const secret = openSecret(folder, env, { create: true })
  const path = join(folder, CONTROL_CENTER_FILE)
  keepPrivate(path)
  const store = await openControlCenterStore({ path, durability })
  const api = createControlCenterApi(
    {
      ...ports,
      ...{ store, secret },
      auditHeads: auditHeadFile(folder),
      onFirstAdmin: ({ user, password }) => process.stdout.write(firstAdmin(user.name, password)),
      pages: (scope) => {
        grantAccess(scope, 'local')
        registerStatus(scope, shown.shown, shown.facts)
      },
    },
    controlCenterConfig(shown.config, shown.facts, shown.instruments),
  )
  return { api, close: () => store.close() }
}

/** What SQLite puts beside a file is as readable as the file itself. */
function keepPrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600))
}

const firstAdmin = (name: string, password: string): string =>
  `Control Center: log in as "${name}" with the password ${password}\n  It is told this once, and must be changed at the first login.\n`
