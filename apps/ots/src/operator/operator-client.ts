/** Asks the running system over its local socket; says plainly when none runs. */
import { request as httpRequest } from 'node:http'
import { userInfo } from 'node:os'
import { OtsError } from '@oasis/runtime'
import { z } from 'zod'
import type { OtsConfig } from '../config/schema.ts'
import { operatorAddress, systemFolders } from './operator-address.ts'

const TIMEOUT_MS = 70_000

export const operatorName = (): string => userInfo().username

/** Undefined where nothing listens. */
export async function askSystem<T>(
  folder: string,
  path: string,
  body: object,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  const answer = await post(operatorAddress(folder), path, JSON.stringify(body))
  if (answer === undefined) return undefined
  const json: unknown = JSON.parse(answer.text || 'null')
  if (answer.status === 200) return schema.parse(json)
  const problem = z.object({ detail: z.string() }).safeParse(json)
  throw new OtsError(
    'OTS_REQUEST_REFUSED',
    problem.success ? problem.data.detail : `status ${answer.status}`,
    {
      hint:
        answer.status === 400
          ? 'Run the command with --help to see what it takes.'
          : 'Not known to have been done: look at "ots orders" and at the log of the system, then ask again.',
    },
  )
}

/** The one system that runs on this data folder. */
export async function askTheSystem<T>(
  config: OtsConfig,
  path: string,
  body: object,
  schema: z.ZodType<T>,
): Promise<T> {
  for (const folder of systemFolders(config.dataDir)) {
    const answer = await askSystem(folder, path, body, schema)
    if (answer !== undefined) return answer
  }
  throw new OtsError('OTS_NOT_RUNNING', `no system runs on the data folder ${config.dataDir}`, {
    hint: 'Start it with "npm start", or name its folder with OTS_DATA_DIR.',
  })
}

interface Answer {
  readonly status: number
  readonly text: string
}

function post(socketPath: string, path: string, body: string): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const options = { socketPath, path, method: 'POST', headers, timeout: TIMEOUT_MS }
    const request = httpRequest(options, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }),
      )
    })
    request.on('timeout', () => request.destroy(new Error('the system gives no answer')))
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(undefined)
      else reject(error)
    })
    request.end(body)
  })
}
