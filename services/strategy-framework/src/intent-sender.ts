/**
 * Sends journaled intents to the risk engine until each has an answer. What happened to a call that failed or timed out
 * is unknown, so the same intent goes again, with bounded backoff: its id makes that harmless. Cancels are sent in the
 * same way until they are accepted, for a limited number of times: the strategy sees in its orders whether they worked
 * and may ask again, and those asked for are in its snapshot for the next start.
 */
import { riskService, type SubmitOrderReply } from '@oasis/contracts'
import type { ClientOrderId, IntentId, OrderIntent } from '@oasis/domain'
import {
  type CrashPoints,
  type Logger,
  type RpcClient,
  RpcError,
  type Scheduler,
  type Timer,
} from '@oasis/ports'
import type { StrategyFrameworkConfig } from './config.ts'
import type { IntentAnswer } from './core/instance-input.ts'

export interface IntentSenderOptions {
  readonly rpc: RpcClient
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly crashPoints: CrashPoints
  readonly config: Pick<StrategyFrameworkConfig, 'submitTimeoutMs' | 'retryFirstMs' | 'retryMaxMs'>
  readonly onAnswer: (intent: OrderIntent, answer: IntentAnswer) => void
}

const MAX_CANCEL_ATTEMPTS = 10

export class IntentSender {
  readonly #options: IntentSenderOptions
  readonly #unanswered = new Set<IntentId>()
  /** On their way, or waiting to be sent again. */
  readonly #cancels = new Map<ClientOrderId, { askedAgain: boolean }>()
  readonly #timers = new Set<Timer>()
  readonly #calls = new Set<Promise<void>>()
  readonly #stopped = new AbortController()

  constructor(options: IntentSenderOptions) {
    this.#options = options
  }

  /** The intent must be in the journal. `sentBefore`: an earlier process may have sent it. */
  submit(intent: OrderIntent, sentBefore = false): void {
    this.#unanswered.add(intent.intentId)
    this.#track(this.#submit(intent, 0, sentBefore))
  }

  /** The wish must be in a snapshot. There is one call for an order at a time; one asked for meanwhile comes after. */
  cancel(clientOrderId: ClientOrderId): void {
    const sending = this.#cancels.get(clientOrderId)
    if (sending) sending.askedAgain = true
    else this.#track(this.#cancel(clientOrderId, 0))
  }

  /** An order event told: nothing more is to be sent. */
  answered(intentIds: readonly IntentId[]): void {
    for (const id of intentIds) this.#unanswered.delete(id)
  }

  get unanswered(): number {
    return this.#unanswered.size
  }

  /**
   * Sends nothing again from now on, and waits for the calls in hand. What is to be sent again is in the journal for
   * the next start.
   */
  async stop(): Promise<void> {
    for (const timer of this.#timers) timer.cancel()
    this.#cancels.clear()
    this.#stopped.abort(new Error('strategy framework stopped'))
    await this.settled()
  }

  /** Resolves when no call is in hand. */
  async settled(): Promise<void> {
    while (this.#calls.size > 0) await Promise.all(this.#calls)
  }

  async #submit(intent: OrderIntent, attempt: number, sentBefore: boolean): Promise<void> {
    const { rpc, config, onAnswer, crashPoints } = this.#options
    if (!this.#unanswered.has(intent.intentId)) return
    try {
      const request = { intent, sentBefore }
      const call = rpc.call(riskService.submitOrder, request, { timeoutMs: config.submitTimeoutMs })
      // Its answer is nobody's when the process ends here.
      call.catch(() => {})
      crashPoints.pass('submit-order-sent')
      const reply = await call
      this.#unanswered.delete(intent.intentId)
      onAnswer(intent, answerOf(reply))
    } catch (error) {
      const { status, message } = rpcErrorOf(error)
      this.#again(attempt, { intentId: intent.intentId, status, reason: message }, 'intent unanswered', () =>
        this.#submit(intent, attempt + 1, true),
      )
    }
  }

  async #cancel(clientOrderId: ClientOrderId, attempt: number): Promise<void> {
    const sending = { askedAgain: false }
    this.#cancels.set(clientOrderId, sending)
    const refusal = await this.#tryCancel(clientOrderId).finally(() => this.#cancels.delete(clientOrderId))
    if (refusal !== undefined && attempt + 1 < MAX_CANCEL_ATTEMPTS) {
      if (!this.#stopped.signal.aborted) this.#cancels.set(clientOrderId, sending)
      const about = { clientOrderId, ...refusal }
      this.#again(attempt, about, 'cancel not accepted', () => this.#cancel(clientOrderId, attempt + 1))
    } else if (sending.askedAgain) {
      // The order may have changed after the answer: it may even have been refused by the venue since.
      this.cancel(clientOrderId)
    } else if (refusal !== undefined) {
      const about = { clientOrderId, ...refusal }
      this.#options.logger.error(about, 'cancel given up until it is asked for again')
    }
  }

  /** Why it is to be tried again: while the fate of an order is unknown, the order manager accepts no cancel. */
  async #tryCancel(clientOrderId: ClientOrderId): Promise<{ status: string; reason: string } | undefined> {
    const { rpc, config } = this.#options
    try {
      const request = { clientOrderId, reason: 'strategy' }
      const reply = await rpc.call(riskService.cancelOrder, request, { timeoutMs: config.submitTimeoutMs })
      return reply.accepted ? undefined : { status: reply.state, reason: reply.message }
    } catch (error) {
      const { status, message } = rpcErrorOf(error)
      return { status, reason: message }
    }
  }

  #again(attempt: number, about: object, what: string, retry: () => Promise<void>): void {
    if (this.#stopped.signal.aborted) return
    const { scheduler, logger, config } = this.#options
    const delayMs = Math.min(config.retryFirstMs * 2 ** Math.min(attempt, 20), config.retryMaxMs)
    logger.warn({ ...about, retryInMs: delayMs }, what)
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

/** Anything but a failed call is a bug: it must not be hidden by trying for ever. */
function rpcErrorOf(error: unknown): RpcError {
  if (error instanceof RpcError) return error
  throw error
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
