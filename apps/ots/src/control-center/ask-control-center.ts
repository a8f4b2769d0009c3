/**
 * Asks the Control Center: the running system over its socket, else its store, which nobody else has then; that of a
 * distributed system straight in PostgreSQL, beside the service. So a user who is disabled from the terminal is out at once,
 * whatever runs.
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
import { createNoMetrics, createRealScheduler, createSilentLogger, OtsError } from '@oasis/runtime'
import { openControlCenterStore } from '@oasis/store-sql'
import { isListening, sourceOf, systemFolders } from '../operator/operator-address.ts'
import { askSystem } from '../operator/operator-client.ts'
import { auditHeadFile } from './audit-head-file.ts'
import { type AuditAnswer, auditAnswer } from './audit-requests.ts'
import { type ControlCenterPlace, databasePlace, isInDatabase } from './database-control-center.ts'
import { CONTROL_CENTER_FILE } from './open-control-center.ts'
import { openSecret } from './secret-file.ts'
import { answerUserRequest, type UserAnswer, type UserRequest, userAnswer } from './user-requests.ts'

type Env = Readonly<Record<string, string | undefined>>

export interface Where {
  readonly dataDir: string
  readonly source?: string
}

/** Of the running system, or of the store of the one that ran. */
export async function askUsers(where: Where, request: UserRequest): Promise<UserAnswer> {
  if (isInDatabase(process.env)) return askDatabaseUsers(process.env, request)
  const folder = await folderOf(where)
  const running = await askSystem(folder, { path: '/users', body: request, schema: userAnswer })
  return running ?? changeUsers(folderPlace(folder), request)
}

/** Of the distributed system that the environment tells of. */
export const askDatabaseUsers = (env: Env, request: UserRequest): Promise<UserAnswer> =>
  changeUsers(databasePlace(env), request)

function changeUsers(place: ControlCenterPlace, request: UserRequest): Promise<UserAnswer> {
  const { secret, heads: auditHeads } = place
  return onStore(place, async (store) => {
    const ports = { store, secret, auditHeads, ...quiet() }
    const hashing = controlCenterConfigSchema.shape.passwordHashing.parse(undefined)
    return answerUserRequest(await openUserAdministration(ports, hashing), request)
  })
}

/** `head`: as it was written down elsewhere; the file in the data folder counts in any case. */
export async function askAudit(where: Where, head: AuditAnswer['head'] | undefined): Promise<AuditAnswer> {
  if (isInDatabase(process.env)) return verify(databasePlace(process.env), head)
  const folder = await folderOf(where)
  if (head === undefined) {
    const running = await askSystem(folder, { path: '/audit/verify', body: {}, schema: auditAnswer })
    if (running !== undefined) return running
  }
  return verify(folderPlace(folder), head)
}

function verify(place: ControlCenterPlace, head: AuditAnswer['head'] | undefined): Promise<AuditAnswer> {
  const { secret, heads } = place
  return onStore(place, async (store) => {
    // Before the log is read: where somebody writes to it, it may only have grown since.
    const exported = await heads.read()
    const known = head !== undefined && head.seq >= (exported?.seq ?? 0) ? head : exported
    const key = derivedKey(secret, 'audit')
    const verdict = { ...(await verifyAudit(store, key, known)), endKnown: known !== undefined }
    if (verdict.finding !== undefined || head === undefined || head === known) return verdict
    return { ...(await verifyAudit(store, key, head)), endKnown: true }
  })
}

/** Of the system that is meant; of the one that runs, where one does. */
export async function folderOf({ dataDir, source }: Where): Promise<string> {
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

/** Of a system that does not run. */
const folderPlace = (folder: string): ControlCenterPlace => ({
  secret: openSecret(folder, process.env, { create: false }),
  heads: auditHeadFile(folder),
  open: () => openControlCenterStore({ path: join(folder, CONTROL_CENTER_FILE), durability: 'power' }),
})

async function onStore<T>(
  place: ControlCenterPlace,
  use: (store: ControlCenterStore) => Promise<T>,
): Promise<T> {
  const store = await place.open()
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}

const quiet = () => ({
  scheduler: createRealScheduler(),
  logger: createSilentLogger(),
  metrics: createNoMetrics(),
})
