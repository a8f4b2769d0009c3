/** Asks the running system over its local socket; says plainly when none runs. */
import { request as httpRequest } from 'node:http'
import { userInfo } from 'node:os'
import { OtsError } from '@oasis/runtime'
import { z } from 'zod'
import { isListening, operatorAddress, sourceOf, systemFolders } from './operator-address.ts'

/** Longer than the longest that the system takes to answer. */
const TIMEOUT_MS = 70_000

/** For the record. A container's user may have no name. */
export function operatorName(): string {
  try {
    return userInfo().username
  } catch {
    return `user ${process.getuid?.()}`
  }
}

export interface Request<T> {
  readonly path: string
  readonly body: object
  readonly schema: z.ZodType<T>
  readonly timeoutMs?: number
}

/** Undefined where nothing listens. */
export async function askSystem<T>(folder: string, request: Request<T>): Promise<T | undefined> {
  const answer = await post(operatorAddress(folder), request)
  if (answer === undefined) return undefined
  const json = readJson(answer.text)
  const wanted = answer.status === 200 ? request.schema.safeParse(json) : undefined
  if (wanted?.success) return wanted.data
  const problem = z.object({ detail: z.string() }).safeParse(json)
  const detail = problem.success ? problem.data.detail : `an answer of another version (${answer.status})`
  if (answer.status === 400) {
    throw new OtsError('OTS_USAGE', detail, {
      hint: '--help says what the command takes; "ots config schema" what may be configured.',
    })
  }
  throw refused(detail)
}

export interface SystemChoice {
  /** `live`, `simulator` or `replay`; needed only where several run on one data folder. */
  readonly source?: string
}

/** The one system that runs on this data folder. */
export async function askTheSystem<T>(
  dataDir: string,
  { source }: SystemChoice,
  request: Request<T>,
): Promise<T> {
  const running: string[] = []
  for (const folder of systemFolders(dataDir, source)) {
    if (await isListening(folder)) running.push(folder)
  }
  if (running.length > 1) {
    const sources = running.map(sourceOf).join(' and ')
    throw new OtsError('OTS_USAGE', `several systems run on the data folder ${dataDir}: ${sources}`, {
      hint: 'Name the one that is meant with --source.',
    })
  }
  const [folder] = running
  const answer = folder === undefined ? undefined : await askSystem(folder, request)
  if (answer === undefined) {
    throw new OtsError('OTS_NOT_RUNNING', `no system runs on the data folder ${dataDir}`, {
      hint: 'Start it with "npm start", or name its folder with OTS_DATA_DIR.',
    })
  }
  return answer
}

const refused = (detail: string, cause?: unknown): OtsError =>
  new OtsError('OTS_REQUEST_REFUSED', detail, {
    cause,
    hint: 'Not known to have been done: look at "ots orders" and at the log of the system, then ask again.',
  })

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

interface Answer {
  readonly status: number
  readonly text: string
}

function post(
  socketPath: string,
  { path, body, timeoutMs = TIMEOUT_MS }: Request<unknown>,
): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body)
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
    const request = httpRequest({ socketPath, path, method: 'POST', headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', (error) => fail(error))
      response.on('end', () => {
        clearTimeout(late)
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() })
      })
    })
    const late = setTimeout(
      () => request.destroy(refused(`the system runs and gave no answer within ${timeoutMs / 1_000} s`)),
      timeoutMs,
    )
    const fail = (error: NodeJS.ErrnoException) => {
      clearTimeout(late)
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(undefined)
      else reject(describe(error, socketPath))
    }
    request.on('error', fail)
    request.end(text)
  })
}

function describe(error: NodeJS.ErrnoException, socketPath: string): OtsError {
  if (error instanceof OtsError) return error
  if (error.code !== 'EACCES') {
    return refused(`the system ended before it answered (${error.code ?? error.message})`, error)
  }
  return new OtsError('OTS_REQUEST_REFUSED', `${socketPath} belongs to another user`, {
    cause: error,
    hint: 'Ask as the user that has started the system.',
  })
}
