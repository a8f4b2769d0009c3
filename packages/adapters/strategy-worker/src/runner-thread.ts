/**
 * The thread behind a runner: loads the serving module, and answers one question at a time. What a user's file imports
 * and its own folder does not have (`@oasis/strategy-sdk`, above all) is taken from where the serving module has it.
 */
import { registerHooks } from 'node:module'
import { setImmediate } from 'node:timers'
import { parentPort, workerData } from 'node:worker_threads'
import type { RunnerModule } from '@oasis/ports'
import { watchInto } from './callback-clock.ts'
import type { ThreadMessage, ThreadSettings } from './runner-messages.ts'

const { module, clock } = workerData as ThreadSettings
const port = parentPort
if (port === null) throw new Error('runner-thread.ts runs in a worker thread only')

const BARE = /^[^./#]/
const SCHEME = /^[a-z][a-z+.-]*:/i

registerHooks({
  resolve: (specifier, context, nextResolve) => {
    const ours = () => nextResolve(specifier, { ...context, parentURL: module })
    // One copy of what strategies are made of, or a strategy would not be one.
    if (specifier.startsWith('@oasis/')) return ours()
    try {
      return nextResolve(specifier, context)
    } catch (error) {
      if (!BARE.test(specifier) || SCHEME.test(specifier)) throw error
      return ours()
    }
  },
})

const tell = (message: ThreadMessage): void => port.postMessage(message)

const { serve } = (await import(module)) as RunnerModule
const watch = watchInto(clock)
const answer = serve(watch)

port.on('message', async (request: unknown) => {
  const message = await messageFor(request)
  // What was left in microtasks belongs to this question: it would hold up the next one, which is not to blame for it.
  await new Promise((resolve) => setImmediate(resolve))
  watch.end()
  try {
    tell(message)
  } catch (error) {
    tell({ kind: 'THREW', error: cloneable(error) })
  }
})
tell({ kind: 'READY' })

async function messageFor(request: unknown): Promise<ThreadMessage> {
  try {
    return { kind: 'ANSWER', answer: await answer(request) }
  } catch (error) {
    return { kind: 'THREW', error: cloneable(error) }
  }
}

/** An error may carry what cannot be cloned. */
const cloneable = (error: unknown): Error =>
  error instanceof Error
    ? Object.assign(new Error(error.message), { name: error.name, stack: error.stack })
    : new Error(String(error))
