/**
 * Sends journaled intents to the risk engine until each has an answer. What happened to a call that failed or timed out
 * is unknown, so the same intent goes again, with bounded backoff: its id makes that harmless. Cancels are sent in the
 * same way, for a limited number of times, since the strategy sees in its orders whether they worked.
 */
import { riskService, type SubmitOrderReply } from '@oasis/contracts'
import type { ClientOrderId, IntentId, OrderIntent } from '@oasis/domain'
import { type Logger, type RpcClient, RpcError, type Scheduler, type Timer } from '@oasis/ports'
import type { StrategyFrameworkConfig } from './config.ts'
import type { IntentAnswer } from './core/instance-input.ts'

export interface IntentSenderOptions {
  readonly rpc: RpcClient
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly config: Pick<StrategyFrameworkConfig, 'submitTimeoutMs' | 'retryFirstMs' | 'retryMaxMs'>
  readonly onAnswer: (intent: OrderIntent, answer: IntentAnswer) => void
}

const MAX_CANCEL_ATTEMPTS = 10

export class IntentSender {
  readonly #options: IntentSenderOptions
  readonly #unanswered = new Set<IntentId>()
  readonly #timers = new Set<Timer>()
  readonly #calls = new Set<Promise<void>>()
  readonly #stopped = new AbortController()

  constructor(options: IntentSenderOptions) {
    this.#options = options
  }

  /** The intent must be in the journal. */
  submit(intent: OrderIntent): void {
    this.#unanswered.add(intent.intentId)
    this.#track(this.#submit(intent, 0))
  }

  cancel(clientOrderId: ClientOrderId): void {
    this.#track(this.#cancel(clientOrderId, 0))
  }

  /** An order event told: nothing more is to be sent. */
  answered(intentIds: readonly IntentId[]): void {
    for (const id of intentIds) this.#unanswered.delete(id)
  }

  get unanswered(): number {
    return this.#unanswered.size
  }

  /** Waits for the calls in hand; what is to be sent again is in the journal for the next start. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) timer.cancel()
    this.#stopped.abort(new Error('strategy framework stopped'))
    while (this.#calls.size > 0) await Promise.all(this.#calls)
  }

  async #submit(intent: OrderIntent, attempt: number): Promise<void> {
    const { rpc, config, onAnswer } = this.#options
    if (!this.#unanswered.has(intent.intentId)) return
    try {
      const reply = await rpc.call(riskService.submitOrder, { intent }, { timeoutMs: config.submitTimeoutMs })
      this.#unanswered.delete(intent.intentId)
      onAnswer(intent, answerOf(reply))
    } catch (error) {
      this.#again(error, attempt, { intentId: intent.intentId }, 'intent', () =>
        this.#submit(intent, attempt + 1),
      )
    }
  }

  async #cancel(clientOrderId: ClientOrderId, attempt: number): Promise<void> {
    const { rpc, config } = this.#options
    try {
      const request = { clientOrderId, reason: 'strategy' }
      await rpc.call(riskService.cancelOrder, request, { timeoutMs: config.submitTimeoutMs })
    } catch (error) {
      if (attempt + 1 >= MAX_CANCEL_ATTEMPTS) throw error
      this.#again(error, attempt, { clientOrderId }, 'cancel', () => this.#cancel(clientOrderId, attempt + 1))
    }
  }

  #again(error: unknown, attempt: number, of: object, what: string, retry: () => Promise<void>): void {
    // Anything but a failed call is a bug: it must not be hidden by trying for ever.
    if (!(error instanceof RpcError)) throw error
    if (this.#stopped.signal.aborted) return
    const { scheduler, logger, config } = this.#options
    const delayMs = Math.min(config.retryFirstMs * 2 ** Math.min(attempt, 20), config.retryMaxMs)
    logger.warn(
      { ...of, status: error.status, reason: error.message, retryInMs: delayMs },
      `${what} unanswered`,
    )
    const timer = scheduler.after(delayMs, () => {
      this.#timers.delete(timer)
      this.#track(retry())
    })
    this.#timers.add(timer)
  }

  #track(work: Promise<void>): void {
    const call = work
      .catch((error) =>
        this.#options.logger.error({ err: error }, 'a call to the risk engine failed for good'),
      )
      .finally(() => this.#calls.delete(call))
    this.#calls.add(call)
  }
}

function answerOf(reply: SubmitOrderReply): IntentAnswer {
  switch (reply.kind) {
    case 'PLACED':
      return { kind: 'PLACED', state: reply.state }
    case 'DENIED':
      return { kind: 'DENIED', code: reply.verdict.code }
    case 'REFUSED':
      return { kind: 'REFUSED', reason: reply.reason }
  }
}
