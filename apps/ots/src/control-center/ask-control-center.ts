/**
 * Asks the Control Center in a data folder: the running system over its socket, else its store, which nobody else has
 * then. So a user who is disabled from the terminal is out at once, whatever runs.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  controlCenterConfigSchema,
  derivedKey,
  openUserAdministration,
  verifyAudit,
} from '@oasis/control-center-api'
import type { ControlCenterStore } from '@oasis/ports'
import {
  createNoMetrics,
  createRealScheduler,
  createSilentLogger,
  OtsError,
  type Secret,
} from '@oasis/runtime'
import { openControlCenterStore } from '@oasis/store-sql'
import { isListening, sourceOf, systemFolders } from '../operator/operator-address.ts'
import { askSystem } from '../operator/operator-client.ts'
import { auditHeadFile } from './audit-head-file.ts'
import { type AuditAnswer, auditAnswer } from './audit-requests.ts'
import { CONTROL_CENTER_FILE } from './open-control-center.ts'
import { openSecret } from './secret-file.ts'
import { answerUserRequest, type UserAnswer, type UserRequest, userAnswer } from './user-requests.ts'

export interface Where {
  readonly dataDir: string
  readonly source?: string
}

/** Of the running system, or of the store of the one that ran. */
export async function askUsers(where: Where, request: UserRequest): Promise<UserAnswer> {
  const folder = await folderOf(where)
  const running = await askSystem(folder, { path: '/users', body: request, schema: userAnswer })
  if (running !== undefined) return running
  return onStore(folder, async (store, secret) => {
    const ports = { store, secret, auditHeads: auditHeadFile(folder), ...quiet() }
    const hashing = controlCenterConfigSchema.shape.passwordHashing.parse(undefined)
    return answerUserRequest(await openUserAdministration(ports, hashing), request)
  })
}

/** `head`: as it was written down elsewhere; the file beside the store counts in any case. */
export async function askAudit(where: Where, head: AuditAnswer['head'] | undefined): Promise<AuditAnswer> {
  const folder = await folderOf(where)
  if (head === undefined) {
    const running = await askSystem(folder, { path: '/audit/verify', body: {}, schema: auditAnswer })
    if (running !== undefined) return running
  }
  return onStore(folder, async (store, secret) => {
    const exported = await auditHeadFile(folder).read()
    const known = head !== undefined && head.seq >= (exported?.seq ?? 0) ? head : exported
    const key = derivedKey(secret, 'audit')
    const verdict = await verifyAudit(store, key, known)
    if (verdict.finding !== undefined || head === undefined || head === known) return verdict
    return verifyAudit(store, key, head)
  })
}

async function folderOf({ dataDir, source }: Where): Promise<string> {
  const folders = systemFolders(dataDir, source).filter((folder) =>
    existsSync(join(folder, CONTROL_CENTER_FILE)),
  )
  const running: string[] = []
  for (const folder of folders) if (await isListening(folder)) running.push(folder)
  const candidates = running.length > 0 ? running : folders
  const [folder] = candidates
  if (folder === undefined) {
    throw new OtsError('OTS_NOT_RUNNING', `no system has run on the data folder ${dataDir}`, {
      hint: 'Start it once with "npm start", which makes the first admin, or name its folder with OTS_DATA_DIR.',
    })
  }
  if (candidates.length > 1) {
    throw new OtsError(
      'OTS_USAGE',
      `several systems use the data folder: ${candidates.map(sourceOf).join(' and ')}`,
      {
        hint: 'Name the one that is meant with --source.',
      },
    )
  }
  return folder
}

async function onStore<T>(
  folder: string,
  use: (store: ControlCenterStore, secret: Secret) => Promise<T>,
): Promise<T> {
  const secret = openSecret(folder, process.env, { create: false })
  const store = await openControlCenterStore({ path: join(folder, CONTROL_CENTER_FILE), durability: 'power' })
  try {
    return await use(store, secret)
  } finally {
    await store.close()
  }
}

const quiet = () => ({
  scheduler: createRealScheduler(),
  logger: createSilentLogger(),
  metrics: createNoMetrics(),
})
