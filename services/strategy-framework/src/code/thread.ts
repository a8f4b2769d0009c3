/** A strategy's thread, as the host asks it. */
import type { AnswerPace, Scheduler, StrategyRunner } from '@oasis/ports'
import { StrategyRefused } from '../core/strategy-params.ts'
import type { Refused, ThreadReply, ThreadRequest } from '../thread/thread-messages.ts'

/** Virtual time stands while a thread works: its answer belongs to the moment of the question. */
export class Thread {
  readonly #runner: StrategyRunner
  readonly #scheduler: Scheduler

  constructor(runner: StrategyRunner, scheduler: Scheduler) {
    this.#runner = runner
    this.#scheduler = scheduler
  }

  /** Loading is waited for patiently; all else holds up the other strategies. Rejects with `StrategyRefused` where that is the answer. */
  async askFor<Reply extends ThreadReply>(request: ThreadRequest): Promise<Exclude<Reply, Refused>> {
    const pace: AnswerPace = request.kind === 'LOAD' ? 'PATIENT' : 'PROMPT'
    const reply = (await whileHeld(this.#scheduler, this.#runner.ask(request, pace))) as Reply | Refused
    if (reply.kind === 'REFUSED') throw new StrategyRefused(reply.reason)
    return reply as Exclude<Reply, Refused>
  }

  close(): Promise<void> {
    return whileHeld(this.#scheduler, this.#runner.close())
  }
}

export async function whileHeld<T>(scheduler: Scheduler, work: Promise<T>): Promise<T> {
  const release = scheduler.hold()
  try {
    return await work
  } finally {
    release()
  }
}
