/** What tests of commands ask of the API, and wait for. */
import { accountId } from '@oasis/domain'
import { buildAccountControl } from '@oasis/testkit'
import type { ApiWorld } from './api-world.ts'
import { until } from './until.ts'

export const ACCOUNT = accountId('coinbase.main.paper')

export const limits = (maxOrderNotional: string) => ({
  scope: { level: 'account', id: ACCOUNT },
  limits: { maxOrderNotional },
  reason: 'a test',
})

/** `world`: of the test that runs. */
export function commandClient(world: () => ApiWorld) {
  const command = async (token: string, id: string) =>
    (await world().ask('GET', `/api/v1/commands/${id}`, { token })).body
  return {
    command,
    put: (token: string, path: string, body: object, key?: string) =>
      world().ask('PUT', `/api/v1${path}`, {
        token,
        body,
        headers: key === undefined ? {} : { 'idempotency-key': key },
      }),
    post: (token: string, path: string, body?: object) =>
      world().ask('POST', `/api/v1${path}`, { token, body }),
    settled: (token: string, id: string) =>
      until(`command ${id} to settle`, async () => {
        const found = await command(token, id)
        return found.state === 'PENDING' || found.state === 'PROPOSED' ? undefined : found
      }),
    audit: async (token: string, action: string) =>
      (await world().ask('GET', `/api/v1/audit?action=${action}`, { token })).body.items,
    /** Its owner says that this is in force. */
    inForce: (changes: Parameters<typeof buildAccountControl>[0]) =>
      world()
        .owners.publish(buildAccountControl({ accountId: ACCOUNT, limits: [], ...changes }))
        .then(() => until('the control view', () => world().ports.control.account(ACCOUNT))),
  }
}
