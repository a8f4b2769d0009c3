/**
 * One worker thread that moves the write-ahead logs of this process's SQLite files into the files, so that the disk's
 * fsync never stalls the event loop. It keeps real time of its own: it changes nothing that anyone can read, so a
 * replay is the same with or without it.
 */
import { Worker } from 'node:worker_threads'
import type { Logger } from '@oasis/ports'

export interface CheckpointWatch {
  /** Resolves when the worker has closed its connection. */
  stop(): Promise<void>
}

export interface SqliteCheckpointer {
  watch(path: string): CheckpointWatch
  /** Files still watched are let go. */
  close(): Promise<void>
}

export interface CheckpointerOptions {
  readonly logger?: Logger
  /** How often each file is looked at; default 100. */
  readonly intervalMs?: number
  /** Pages (4 KiB) of write-ahead log at which a writer that never pauses is held off for a moment; default 16000. */
  readonly longestLogPages?: number
}

/** What the worker begins with. */
export type CheckpointSettings = Required<Omit<CheckpointerOptions, 'logger'>>

/** What the worker is told. */
export type CheckpointRequest =
  | { readonly kind: 'WATCH'; readonly path: string }
  | { readonly kind: 'STOP'; readonly path: string; readonly id: number }

/** What it tells. */
export type CheckpointReply =
  | { readonly kind: 'STOPPED'; readonly id: number }
  | { readonly kind: 'FAILED'; readonly path: string; readonly message: string }

export function createSqliteCheckpointer(options: CheckpointerOptions = {}): SqliteCheckpointer {
  const worker = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), {
    workerData: {
      intervalMs: options.intervalMs ?? 100,
      longestLogPages: options.longestLogPages ?? 16_000,
    } satisfies CheckpointSettings,
    resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 },
  })
  worker.unref()
  const stopping = new Map<number, () => void>()
  let nextId = 1
  let gone = false

  const send = (request: CheckpointRequest): void => worker.postMessage(request)
  worker.on('message', (reply: CheckpointReply) => {
    if (reply.kind === 'FAILED') options.logger?.warn(reply, 'write-ahead log not checkpointed')
    else stopping.get(reply.id)?.()
  })
  const letGo = () => {
    gone = true
    for (const done of stopping.values()) done()
  }
  worker.on('exit', letGo)
  worker.on('error', (err) => {
    options.logger?.error({ err }, 'checkpoint worker ended; write-ahead logs grow until the next start')
    letGo()
  })

  const stop = (path: string): Promise<void> => {
    if (gone) return Promise.resolve()
    const id = nextId++
    return new Promise((resolve) => {
      // The answer is awaited, so the process must not end before it.
      worker.ref()
      stopping.set(id, () => {
        stopping.delete(id)
        if (stopping.size === 0) worker.unref()
        resolve()
      })
      send({ kind: 'STOP', path, id })
    })
  }

  return {
    watch: (path) => {
      send({ kind: 'WATCH', path })
      return { stop: () => stop(path) }
    },
    close: async () => {
      await worker.terminate()
    },
  }
}
