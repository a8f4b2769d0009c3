/** `GET /accounts`, page by page: one wallet per currency; what is held is apart from what is available. */
import { z } from 'zod'
import type { Query } from '../get-json.ts'
import { type Page, pagesOf } from '../signed/paging.ts'
import type { SignedRest } from '../signed/signed-rest.ts'
import { statedDecimal, text } from '../wire.ts'

/** Required: what is not said must not be taken for nothing. */
const amountSchema = z.object({ value: statedDecimal }).transform((amount) => amount.value)

const accountSchema = z.object({
  uuid: z.string().min(1),
  currency: z.string().min(1),
  available_balance: amountSchema,
  hold: amountSchema,
  /** `ACCOUNT_TYPE_CRYPTO`, …, in old samples without the prefix. */
  type: text,
  retail_portfolio_id: text,
})
export type ShownAccount = z.infer<typeof accountSchema>

/** The documented maximum. */
const PAGE = '250'
const path = '/accounts'
const answerSchema = z.object({
  accounts: z.array(accountSchema),
  has_next: z.boolean(),
  cursor: z.string(),
})

export function listAccounts(rest: SignedRest, signal: AbortSignal): AsyncGenerator<readonly ShownAccount[]> {
  return pagesOf(path, async (cursor): Promise<Page<ShownAccount>> => {
    const more: Query = cursor === undefined ? [] : [['cursor', cursor]]
    const query: Query = [['limit', PAGE], ...more]
    const answer = await rest.get({ path, query, schema: answerSchema }, signal)
    return { items: answer.accounts, cursor: answer.cursor, hasNext: answer.has_next }
  })
}
