/** Faults of REST requests: on their way to the venue, and on the way of their answers back. */
import type { RestAnswer } from '../protocol/rest-bodies.ts'
import type { AfterFate, BeforeFate, RequestKind, RestSeam, SeenRequest } from '../server/seams.ts'
import { ODD_BODIES, RATE_LIMITED, RATE_LIMITED_PAGE, SERVER_ERRORS, UNAUTHORIZED } from './false-answers.ts'
import type { FaultDice } from './fault-dice.ts'
import type { ChanceFault } from './fault-kinds.ts'

/** What a fault kind's first word stands for. */
type RequestGroup = 'submit' | 'cancel' | 'look'

const LISTS: readonly RequestKind[] = ['list_orders', 'fills', 'accounts']
const SHORT_PAGES = [1, 2, 3, 5]
/** Between two copies of an answer. Clients that end their connections are only met by the first. */
const APART_MS = [0, 3]

type Failure = { readonly kind: 'HANG' | 'BREAK' } | { readonly kind: 'ANSWER'; readonly answer: RestAnswer }

/** What was done to a request before it was processed. */
interface Touched {
  readonly takenLate: boolean
  readonly short: boolean
}

export interface RequestFaultsOptions {
  readonly dice: FaultDice
  readonly unreachable: () => boolean
  /** The answer about this order has to wait `forMs`: whether it fills first is to be seen. */
  readonly awaitFill: (orderId: string, forMs: number) => void
}

export class RequestFaults implements RestSeam {
  readonly #options: RequestFaultsOptions
  readonly #touched = new WeakMap<SeenRequest, Touched>()

  constructor(options: RequestFaultsOptions) {
    this.#options = options
  }

  before(request: SeenRequest): BeforeFate {
    if (this.#options.unreachable()) return { kind: 'BREAK' }
    return this.#refused(request) ?? this.#undone(request) ?? this.#onItsWay(request)
  }

  after(request: SeenRequest, answer: RestAnswer, userId: string | undefined): AfterFate {
    const whole: AfterFate = { kind: 'ANSWER', answer }
    if (request.isPrivate && userId === undefined) return whole
    return this.#onItsWayBack(request, this.#processed(request, answer))
  }

  #processed(request: SeenRequest, answer: RestAnswer): AfterFate {
    const group = groupOf(request.kind)
    if (group === 'submit') return this.#afterSubmit(request, answer)
    if (group === 'cancel') return this.#afterCancel(request, answer)
    return this.#late(request, this.#afterLook(request, answer))
  }

  /** What becomes of any answer, whatever it says. */
  #onItsWayBack(request: SeenRequest, fate: AfterFate): AfterFate {
    const { dice } = this.#options
    if (fate.kind !== 'ANSWER' || !request.isPrivate) return fate
    if (this.#strikes('answer-odd', request)) {
      const body = dice.pick('answer-odd', ODD_BODIES) ?? {}
      return { ...fate, answer: { status: 200, body } }
    }
    if (this.#strikes('answer-cut', request)) return { ...fate, onTheWire: { kind: 'CUT' } }
    if (!dice.strikes('answer-repeated', request.kind)) return fate
    const apartMs = dice.pick('answer-repeated', APART_MS) ?? 0
    const onSent = (): void => dice.bit('answer-repeated')
    return { ...fate, onTheWire: { kind: 'TWICE', apartMs, onSent } }
  }

  /** Before it is processed at all. */
  #refused(request: SeenRequest): BeforeFate | undefined {
    if (!request.isPrivate) return undefined
    if (this.#strikes('unauthorized', request)) return { kind: 'ANSWER', answer: UNAUTHORIZED }
    if (this.#strikes('rate-limited-json', request)) return { kind: 'ANSWER', answer: RATE_LIMITED }
    if (this.#strikes('rate-limited-html', request)) return { kind: 'ANSWER', answer: RATE_LIMITED_PAGE }
    return undefined
  }

  /** Lost before it had an effect. */
  #undone(request: SeenRequest): BeforeFate | undefined {
    const group = groupOf(request.kind)
    if (group === 'cancel') {
      return this.#strikes('cancel-request-lost', request) ? this.#failure('cancel-request-lost') : undefined
    }
    if (group === 'look') {
      return this.#strikes('look-failed', request) ? this.#failure('look-failed') : undefined
    }
    if (this.#strikes('submit-lost', request)) return { kind: 'HANG' }
    if (this.#strikes('submit-broken', request)) return { kind: 'BREAK' }
    if (this.#strikes('submit-error-before', request)) return this.#serverError('submit-error-before')
    return undefined
  }

  #onItsWay(request: SeenRequest): BeforeFate {
    const { dice } = this.#options
    if (request.kind === 'create' && dice.strikes('submit-taken-late', request.kind)) {
      this.#touched.set(request, { takenLate: true, short: false })
      return { kind: 'PROCEED', delayMs: dice.lastsMs('submit-taken-late') }
    }
    const short = LISTS.includes(request.kind) && dice.strikes('page-short', request.kind)
    const delayMs = this.#strikes('request-late', request) ? dice.lastsMs('request-late') : 0
    if (!short) return { kind: 'PROCEED', delayMs }
    this.#touched.set(request, { takenLate: false, short })
    const limit = String(dice.pick('page-short', SHORT_PAGES))
    return { kind: 'PROCEED', delayMs, query: { ...request.query, limit } }
  }

  #afterSubmit(request: SeenRequest, answer: RestAnswer): AfterFate {
    const { dice, awaitFill } = this.#options
    const orderId = acceptedId(answer)
    if (orderId === undefined) return { kind: 'ANSWER', answer: this.#refusedBy(request, answer) }
    if (this.#touched.get(request)?.takenLate) dice.bit('submit-taken-late')
    if (this.#strikes('rate-limited-after', request)) return { kind: 'ANSWER', answer: RATE_LIMITED_PAGE }
    if (this.#strikes('submit-answer-lost', request)) return { kind: 'HANG' }
    if (this.#strikes('submit-answer-broken', request)) return { kind: 'BREAK' }
    if (this.#strikes('submit-error-after', request)) return this.#serverError('submit-error-after')
    if (this.#strikes('submit-answer-late', request))
      return { kind: 'ANSWER', answer, delayMs: dice.lastsMs('submit-answer-late') }
    if (dice.strikes('fill-early', request.kind)) {
      const delayMs = dice.lastsMs('fill-early')
      awaitFill(orderId, delayMs)
      return { kind: 'ANSWER', answer, delayMs }
    }
    return this.#late(request, answer)
  }

  /** The reasons stay as they are. */
  #refusedBy(request: SeenRequest, answer: RestAnswer): RestAnswer {
    const { body, status } = answer
    if (status !== 200 || typeof body !== 'object' || !('error_response' in body)) return answer
    const { error_response: reasons } = body
    if (typeof reasons !== 'object' || reasons === null || !this.#strikes('refused-by-status', request))
      return answer
    return { ...answer, status: 400, body: reasons }
  }

  #afterCancel(request: SeenRequest, answer: RestAnswer): AfterFate {
    if (answer.status === 200 && this.#strikes('cancel-answer-lost', request))
      return this.#failure('cancel-answer-lost')
    return this.#late(request, answer)
  }

  #afterLook(request: SeenRequest, answer: RestAnswer): RestAnswer {
    const { dice } = this.#options
    const { body } = answer
    if (typeof body !== 'object' || !('cursor' in body)) return answer
    if (this.#touched.get(request)?.short && body.cursor !== '') dice.bit('page-short')
    const { cursor } = request.query
    if (typeof cursor !== 'string' || cursor === '' || !this.#strikes('cursor-stuck', request)) return answer
    return { ...answer, body: { ...body, cursor, ...('has_next' in body ? { has_next: true } : {}) } }
  }

  #late(request: SeenRequest, answer: RestAnswer): AfterFate {
    if (!this.#strikes('answer-late', request)) return { kind: 'ANSWER', answer }
    return { kind: 'ANSWER', answer, delayMs: this.#options.dice.lastsMs('answer-late') }
  }

  /** No answer, or none that tells anything. */
  #failure(kind: ChanceFault): Failure {
    const way = this.#options.dice.pick(kind, ['HANG', 'BREAK', 'ERROR'] as const)
    return way === 'HANG' || way === 'BREAK' ? { kind: way } : this.#serverError(kind)
  }

  #serverError(kind: ChanceFault): Failure {
    const answer = this.#options.dice.pick(kind, SERVER_ERRORS)
    return answer === undefined ? { kind: 'BREAK' } : { kind: 'ANSWER', answer }
  }

  #strikes(kind: ChanceFault, request: SeenRequest): boolean {
    const struck = this.#options.dice.strikes(kind, request.kind)
    if (struck) this.#options.dice.bit(kind)
    return struck
  }
}

function groupOf(kind: RequestKind): RequestGroup {
  if (kind === 'create') return 'submit'
  return kind === 'cancel' || kind === 'edit' ? 'cancel' : 'look'
}

/** Of the order that a create has made or found. */
function acceptedId({ body }: RestAnswer): string | undefined {
  if (typeof body !== 'object' || !('success_response' in body)) return undefined
  const success: unknown = body.success_response
  if (typeof success !== 'object' || success === null || !('order_id' in success)) return undefined
  return typeof success.order_id === 'string' ? success.order_id : undefined
}
