/** The thread behind `createSqliteCheckpointer`: see `checkpoint-policy.ts` for when it does what. */
import { parentPort, workerData } from 'node:worker_threads'
import { CheckpointedFile } from './checkpoint-policy.ts'
import type { CheckpointReply, CheckpointRequest, CheckpointSettings } from './checkpointer.ts'

const files = new Map<string, CheckpointedFile>()
const settings = workerData as CheckpointSettings

const reply = (message: CheckpointReply): void => parentPort?.postMessage(message)

function attempt(path: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    reply({ kind: 'FAILED', path, message: error instanceof Error ? error.message : String(error) })
  }
}

parentPort?.on('message', (request: CheckpointRequest) => {
  const { path } = request
  if (request.kind === 'WATCH')
    attempt(path, () => files.set(path, new CheckpointedFile(path, settings.longestLogPages)))
  else {
    attempt(path, () => files.get(path)?.close())
    files.delete(path)
    reply({ kind: 'STOPPED', id: request.id })
  }
})

setInterval(() => {
  for (const [path, file] of files) attempt(path, () => file.tick())
}, settings.intervalMs)
