/**
 * Somebody in the network who sends PlaceOrder and is no risk engine: with approvals that are forged, altered, expired
 * or of ended epochs, some of them signed with a live key, and old ones of risk's that it has overheard. None may be
 * taken. It has a chance of its own and calls straight into the handler, so that the rest of a seed is as it would be
 * without.
 */
import {
  orderIntentCodec,
  orderService,
  type PlaceOrderReply,
  type PlaceOrderRequest,
} from '@oasis/contracts'
import {
  addMillis,
  type ClientOrderId,
  clientOrderIdOf,
  type IntentId,
  intentIdOf,
  type OrderIntent,
  oppositeSide,
} from '@oasis/domain'
import { type Random, RpcError, type Scheduler } from '@oasis/ports'
import type { Faults } from '../faults.ts'
import { began, ended, type RpcExchange } from '../ports/rpc-exchange.ts'
import type { Trace } from '../trace.ts'
import { type Epochs, LATEST_AFTER_EXPIRY_MS } from '../verdict/approval-watch.ts'
import { SIGNING_KEYS, signed, type Unsigned } from './signing-keys.ts'

export interface RogueCallerPorts {
  readonly exchange: RpcExchange
  readonly scheduler: Scheduler
  readonly random: Random
  readonly faults: Faults
  readonly trace: Trace
  /** As the order manager has committed them; undefined before the first start. */
  readonly epochs: () => Epochs | undefined
  readonly isKnown: (id: ClientOrderId) => boolean
  /** What must not be. */
  readonly complain: (failure: string) => void
}

const MEAN_PAUSE_MS = 4_000
const REMEMBERED = 30
/** Chance to send an altered copy of what risk has just sent, before that arrives. */
const OVERTAKES = 0.02
const [{ id: LIVE_KEY }] = SIGNING_KEYS
const TTL_MS = 2_000

/** How an approval of a new intent is made wrong; undefined where there is nothing to make it wrong by. */
const FORGERIES: Readonly<
  Record<string, (intent: OrderIntent, good: Unsigned, epochs: Epochs) => PlaceOrderRequest | undefined>
> = {
  'wrong secret': (intent, good) => signed(intent, good, Buffer.from('guessed')),
  'unknown key': (intent, good) => signed(intent, { ...good, keyId: 'retired' }),
  unsigned: (intent, good) => ({
    intentBytes: orderIntentCodec.encode(intent),
    approval: { ...good, mac: new Uint8Array(32) },
  }),
  expired: (intent, good) =>
    signed(intent, { ...good, expiresAt: addMillis(good.expiresAt, -TTL_MS - LATEST_AFTER_EXPIRY_MS) }),
  'another intent’s': (intent, good) => signed(intent, { ...good, intentId: freshId(intent, 'another') }),
  'other mode': (intent, good) =>
    signed({ ...intent, mode: intent.mode === 'PAPER' ? 'REAL' : 'PAPER' }, good),
  'old risk epoch': (intent, good, { riskEpoch }) =>
    riskEpoch === 0 ? undefined : signed(intent, { ...good, riskEpoch: riskEpoch - 1 }),
  'old halt epoch': (intent, good, { haltEpoch }) =>
    haltEpoch === 0 ? undefined : signed(intent, { ...good, haltEpoch: haltEpoch - 1 }),
}
const FORGERY_NAMES = Object.keys(FORGERIES)

export class RogueCaller {
  readonly #ports: RogueCallerPorts
  readonly #overheard: PlaceOrderRequest[] = []
  #count = 0

  constructor(ports: RogueCallerPorts) {
    this.#ports = ports
  }

  start(): void {
    const { scheduler, random, faults } = this.#ports
    scheduler.after(Math.floor(2 * MEAN_PAUSE_MS * random()), () => {
      if (faults.healed) return
      if (random() < 0.5) this.#forge()
      else this.#replay()
      this.start()
    })
  }

  /** Risk has just sent this. */
  overhear(request: PlaceOrderRequest): void {
    const { scheduler, random, faults } = this.#ports
    this.#overheard.push(request)
    if (this.#overheard.length > REMEMBERED) this.#overheard.shift()
    if (faults.healed || random() >= OVERTAKES) return
    const what = random() < 0.5 ? 'altered intent' : 'extended approval'
    const altered = what === 'altered intent' ? withOtherSide(request) : extended(request)
    scheduler.after(0, () => this.#send(what, altered))
  }

  /** A new intent, much like one of risk's own. */
  #forge(): void {
    const { random, scheduler, epochs: look } = this.#ports
    const model = this.#overheard.at(-1)
    const epochs = look()
    if (model === undefined || epochs === undefined) return
    const intent = newIntent(orderIntentCodec.decode(model.intentBytes), `rogue/${++this.#count}`)
    const { riskEpoch, haltEpoch } = epochs
    const expiresAt = addMillis(scheduler.now(), TTL_MS)
    const good = { intentId: intent.intentId, expiresAt, haltEpoch, riskEpoch, keyId: LIVE_KEY }
    const name = FORGERY_NAMES[Math.floor(random() * FORGERY_NAMES.length)] ?? ''
    const request = FORGERIES[name]?.(intent, good, epochs)
    if (request !== undefined) this.#send(name, request)
  }

  /** Of what risk has sent, something that is not good any more; rather what was not taken then. */
  #replay(): void {
    const { epochs: look, scheduler, isKnown } = this.#ports
    const epochs = look()
    if (epochs === undefined) return
    const now = scheduler.now()
    const isOver = ({ approval }: PlaceOrderRequest) =>
      approval.riskEpoch < epochs.riskEpoch || now >= addMillis(approval.expiresAt, LATEST_AFTER_EXPIRY_MS)
    const over = this.#overheard.filter(isOver)
    const untaken = over.find(({ approval }) => !isKnown(clientOrderIdOf(approval.intentId)))
    const request = untaken ?? over.at(-1)
    if (request !== undefined) this.#send('replayed', request)
  }

  #send(what: string, request: PlaceOrderRequest): void {
    const { faults, trace, isKnown, complain } = this.#ports
    // One that is known is answered whatever the approval's age.
    const wasKnown = isKnown(clientOrderIdOf(request.approval.intentId))
    this.#call(request).then(
      (reply) => {
        if (reply === undefined) return
        faults.note('rpc.rogue-call')
        trace.note('rogue', `${what}: ${reply.kind === 'PLACED' ? reply.kind : reply.reason}`)
        if (reply.kind === 'PLACED' && !wasKnown) complain(`PlaceOrder took an approval of a rogue (${what})`)
      },
      (error) => {
        if (!(error instanceof RpcError)) complain(`PlaceOrder of a rogue (${what}) failed: ${String(error)}`)
      },
    )
  }

  /** Undefined where nobody serves. */
  async #call(request: PlaceOrderRequest): Promise<PlaceOrderReply | undefined> {
    const { exchange } = this.#ports
    const { placeOrder } = orderService
    if (exchange.lifeOf(placeOrder.service) === undefined) return undefined
    const { served, handler } = exchange.find(placeOrder, 'UNARY')
    if (handler.kind !== 'UNARY') return undefined
    began(served)
    try {
      const arrived = placeOrder.request.decode(placeOrder.request.encode(request))
      // The method says which reply it is.
      return (await handler.run(arrived, { signal: new AbortController().signal })) as PlaceOrderReply
    } finally {
      ended(served)
    }
  }
}

function freshId({ accountId, strategyId }: OrderIntent, cause: string): IntentId {
  const causeEventId = cause as OrderIntent['cause']['eventId']
  return intentIdOf({ accountId, strategyId, generation: 0, causeEventId, ordinal: 0 })
}

function newIntent({ replaces: _, ...model }: OrderIntent, cause: string): OrderIntent {
  return { ...model, intentId: freshId(model, cause) }
}

function withOtherSide({ intentBytes, approval }: PlaceOrderRequest): PlaceOrderRequest {
  const intent = orderIntentCodec.decode(intentBytes)
  const altered = { ...intent, side: oppositeSide(intent.side) }
  return { intentBytes: orderIntentCodec.encode(altered), approval }
}

const extended = ({ intentBytes, approval }: PlaceOrderRequest): PlaceOrderRequest => ({
  intentBytes,
  approval: { ...approval, expiresAt: addMillis(approval.expiresAt, 60_000) },
})
