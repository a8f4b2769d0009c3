/** `GET /key_permissions`: what the key may do, and of which portfolio it is. */
import { z } from 'zod'
import type { SignedRest } from '../signed/signed-rest.ts'
import { text } from '../wire.ts'

export interface KeyPermissions {
  readonly canView: boolean
  readonly canTrade: boolean
  /** May move funds, out of the account as well. */
  readonly canTransfer: boolean
  readonly portfolioId: string
  readonly portfolioType: string
}

/** The rights and the portfolio are required: what is not said must not be taken for "no", or for any. */
const answerSchema = z.object({
  can_view: z.boolean(),
  can_trade: z.boolean(),
  can_transfer: z.boolean(),
  portfolio_uuid: z.string().min(1),
  portfolio_type: text,
})

export async function fetchKeyPermissions(rest: SignedRest, signal: AbortSignal): Promise<KeyPermissions> {
  const answer = await rest.get({ path: '/key_permissions', schema: answerSchema }, signal)
  return {
    canView: answer.can_view,
    canTrade: answer.can_trade,
    canTransfer: answer.can_transfer,
    portfolioId: answer.portfolio_uuid,
    portfolioType: answer.portfolio_type,
  }
}
