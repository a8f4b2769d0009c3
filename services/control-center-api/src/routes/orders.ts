/** Orders: cancelling one. Lists and timelines are read models' to tell. */
import { clientOrderId } from '@oasis/domain'
import { z } from 'zod'
import type { CommandDesk } from '../commands/command-desk.ts'
import type { ControlCenterConfig } from '../config.ts'
import { idempotencyKeyOf } from '../http/idempotency-key.ts'
import { Problem } from '../http/problem.ts'
import { type ApiRoute, route } from '../http/route.ts'
import { shortText } from '../http/schemas.ts'
import { commandAccepted } from './commands.ts'

export function orderRoutes(
  desk: CommandDesk,
  { accountId }: Pick<ControlCenterConfig, 'accountId'>,
): readonly ApiRoute[] {
  return [
    route({
      method: 'POST',
      path: '/orders/:id/cancel',
      access: 'operator',
      tag: 'operations',
      summary: 'Cancel an order',
      idempotent: true,
      params: z.strictObject({ id: z.string().min(1).max(256) }),
      body: z.strictObject({ reason: shortText(1_000) }).meta({ id: 'CancelWish' }),
      answer: commandAccepted,
      handle: async ({ caller, params: { id }, body: { reason }, raw }) => {
        const action = { kind: 'CANCEL_ORDER', clientOrderId: orderNamed(id) } as const
        const wish = { target: { kind: 'ACCOUNT', accountId } as const, action, reason }
        return desk.request(caller, wish, {
          key: idempotencyKeyOf(raw),
          request: ['POST', `/orders/${id}/cancel`, reason],
        })
      },
    }),
  ]
}

function orderNamed(id: string) {
  try {
    return clientOrderId(id)
  } catch (error) {
    throw new Problem('OTS_HTTP_INVALID', error instanceof Error ? error.message : String(error))
  }
}
