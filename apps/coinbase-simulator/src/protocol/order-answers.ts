/** Bodies that answer create, cancel, edit and preview. */
import type { Refusal } from '@oasis/matching'
import type { OrderConfiguration, VenueOrder } from '../orders/venue-order.ts'
import type { RestAnswer } from './rest-bodies.ts'

const ok = (body: object): RestAnswer => ({ status: 200, body })

export const createdAnswer = (order: VenueOrder): RestAnswer =>
  ok({
    success: true,
    success_response: {
      order_id: order.orderId,
      product_id: order.productId,
      side: order.paper.side,
      client_order_id: order.clientOrderId,
      attached_order_id: '',
    },
    order_configuration: order.configuration,
  })

/** Reasons that `preview_failure_reason` has as well, with its prefix. */
const PREVIEWED = new Set([
  'INVALID_SIDE',
  'INVALID_PRODUCT_ID',
  'INVALID_SIZE_PRECISION',
  'INVALID_PRICE_PRECISION',
  'INVALID_LIMIT_PRICE_POST_ONLY',
  'INVALID_LIMIT_PRICE',
  'INVALID_NO_LIQUIDITY',
  'INSUFFICIENT_FUND',
  'UNTRADABLE_PRODUCT',
  'LIMIT_PRICE_TOO_FAR_FROM_MARKET',
  'GTD_ORDERS_MUST_HAVE_END_TIME',
  'END_TIME_IS_IN_THE_PAST',
  'POST_ONLY_NOT_ALLOWED_WITH_FOK',
  'INVALID_BRACKET_PRICES',
  'TRADING_DISABLED',
])

export interface WireReasons {
  readonly error: string
  readonly preview_failure_reason: string
  readonly new_order_failure_reason: string
}

/** Any one of the three fields may be the informative one; `UNKNOWN_…` means that it is not. */
export function wireReasons(reason: string): WireReasons {
  if (reason.startsWith('PREVIEW_')) {
    return {
      error: 'UNKNOWN_FAILURE_REASON',
      preview_failure_reason: reason,
      new_order_failure_reason: 'UNKNOWN_FAILURE_REASON',
    }
  }
  return PREVIEWED.has(reason)
    ? {
        error: reason,
        preview_failure_reason: `PREVIEW_${reason}`,
        new_order_failure_reason: 'UNKNOWN_FAILURE_REASON',
      }
    : {
        error: reason,
        preview_failure_reason: 'UNKNOWN_PREVIEW_FAILURE_REASON',
        new_order_failure_reason: reason,
      }
}

/** A business rejection: HTTP 200, too. */
export const rejectedAnswer = ({ reason, message }: Refusal, configuration: OrderConfiguration): RestAnswer =>
  ok({
    success: false,
    error_response: { ...wireReasons(reason), message, error_details: '' },
    order_configuration: configuration,
  })

export interface CancelResult {
  readonly orderId: string
  /** Undefined: the request was taken. */
  readonly failure: string | undefined
}

export const cancelAnswer = (results: readonly CancelResult[]): RestAnswer =>
  ok({
    results: results.map(({ orderId, failure }) => ({
      success: failure === undefined,
      failure_reason: failure ?? 'UNKNOWN_CANCEL_FAILURE_REASON',
      order_id: orderId,
    })),
  })

export interface EditFailure {
  readonly edit: string
  readonly preview?: string
}

const editErrors = (failure: EditFailure | undefined): object[] =>
  failure === undefined
    ? []
    : [
        {
          edit_failure_reason: failure.edit,
          preview_failure_reason: failure.preview ?? 'UNKNOWN_PREVIEW_FAILURE_REASON',
        },
      ]

export const editAnswer = (failure: EditFailure | undefined): RestAnswer =>
  ok({ success: failure === undefined, errors: editErrors(failure) })

export const editPreviewAnswer = (failure: EditFailure | undefined, numbers: object): RestAnswer =>
  ok({ errors: editErrors(failure), ...numbers })
