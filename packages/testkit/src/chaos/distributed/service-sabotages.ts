/** Promises of the distributed order path that are broken on purpose, between a service's process and its ports. */
import { createHmac } from 'node:crypto'
import { approvalPayload, type PlaceOrderRequest } from '@oasis/contracts'
import { addMillis } from '@oasis/domain'
import type { RunServiceOptions } from '@oasis/ots'
import type { Bus, Lease, Leases, OrderStore } from '@oasis/ports'
import { createRealScheduler } from '@oasis/runtime'
import { noApprovalCheck } from '../../simulation/sabotage/no-approval-check.ts'
import { noOutbox } from '../../simulation/sabotage/no-outbox.ts'

type Interposed = NonNullable<RunServiceOptions['interposed']>
type Environment = Readonly<Record<string, string | undefined>>

/**
 * `no-lease`: nobody looks at the lease any more before it acts. `no-outbox`: order events are published from memory,
 * once they are committed.
 */
export const SERVICE_SABOTAGES = ['no-lease', 'no-outbox'] as const
export type ServiceSabotage = (typeof SERVICE_SABOTAGES)[number]

export const isServiceSabotage = (name: string | undefined): name is ServiceSabotage =>
  SERVICE_SABOTAGES.some((each) => each === name)

export const sabotagedPorts = (name: ServiceSabotage, env: Environment): Interposed =>
  name === 'no-lease' ? withoutLease(env) : withoutOutbox()

/**
 * The short life of an approval covers what the lease is for, in most cases: here approvals last, as for an order that
 * waited for another one's cancel.
 */
function withoutLease(env: Environment): Interposed {
  const [keyId = '', secret = ''] = (env.OTS_APPROVAL_KEYS ?? '').split(':')
  return {
    adapters: (adapters) => ({
      ...adapters,
      openLeases: () => neverLapsing(adapters.openLeases()),
      openRpcServer: () => {
        const server = adapters.openRpcServer()
        const signAnew = (request: PlaceOrderRequest) => signedAnew(request, keyId, secret)
        const lasting = noApprovalCheck.orderRpc?.(server, signAnew) ?? server
        return Object.assign(lasting, { listen: () => server.listen(), close: () => server.close() })
      },
    }),
  }
}

const neverLapsing = (leases: Leases): Leases => ({
  acquire: async (name, options) => {
    const lease = await leases.acquire(name, options)
    return {
      name: lease.name,
      epoch: lease.epoch,
      lapsed: () => undefined,
      lost: new Promise<never>(() => {}),
      release: () => lease.release(),
    } satisfies Lease
  },
  close: () => leases.close(),
})

const LASTING_MS = 300_000

function signedAnew(request: PlaceOrderRequest, keyId: string, secret: string): PlaceOrderRequest {
  const { intentBytes, approval } = request
  const unsigned = { ...approval, keyId, expiresAt: addMillis(createRealScheduler().now(), LASTING_MS) }
  const mac = createHmac('sha256', secret).update(approvalPayload(intentBytes, unsigned)).digest()
  return { intentBytes, approval: { ...unsigned, mac } }
}

function withoutOutbox(): Interposed {
  const { orderStore } = noOutbox
  return {
    adapters: (adapters) => {
      let bus: Bus | undefined
      return {
        ...adapters,
        openBus: async () => {
          bus = await adapters.openBus()
          return bus
        },
        openOrderStore: async (lease) => {
          const store: OrderStore = await adapters.openOrderStore(lease)
          const scheduler = createRealScheduler()
          return bus && orderStore ? orderStore(store, { scheduler, bus }) : store
        },
      }
    },
  }
}
