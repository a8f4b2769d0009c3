/** An account as the order manager has it: read when nothing is known yet, and when order events are missing. */
import { orderService, type SnapshotChunk } from '@oasis/contracts'
import { type AccountId, FLAT_POSITION, type Order } from '@oasis/domain'
import type { RpcClient } from '@oasis/ports'
import { TransientError } from '@oasis/runtime'
import type { Instance } from './core/instance.ts'
import type { AccountState } from './core/instance-input.ts'

export type AccountSnapshot = readonly SnapshotChunk[]

/** Throws {@link TransientError}: whoever asks, asks again. */
export async function fetchAccount(
  rpc: RpcClient,
  accountId: AccountId,
  timeoutMs: number,
): Promise<AccountSnapshot> {
  const chunks: SnapshotChunk[] = []
  try {
    const request = { accountId, takeEpoch: false }
    for await (const chunk of rpc.stream(orderService.snapshot, request, { timeoutMs })) chunks.push(chunk)
  } catch (cause) {
    throw new TransientError(`the order manager did not tell the state of ${accountId}`, { cause })
  }
  if (!chunks.at(-1)?.last) throw new TransientError(`the snapshot of ${accountId} was cut short`)
  return chunks
}

export const accountSeqOf = (snapshot: AccountSnapshot): number => snapshot[0]?.accountSeq ?? 0

/** The part of one instance, with the fate of orders that it holds open and the snapshot does not. */
export async function accountStateFor(
  instance: Instance,
  snapshot: AccountSnapshot,
  rpc: RpcClient,
  timeoutMs: number,
): Promise<AccountState> {
  const { strategyId, instrumentId } = instance.key
  const own = snapshot
    .flatMap((chunk) => chunk.positions)
    .find((one) => one.strategyId === strategyId && one.instrumentId === instrumentId)
  const openOrders = snapshot
    .flatMap((chunk) => chunk.openOrders)
    .filter((order) => order.intent.strategyId === strategyId)
  const stillOpen = new Set(openOrders.map((order) => order.clientOrderId))
  const ended: Order[] = []
  for (const known of instance.account.orders) {
    if (stillOpen.has(known.clientOrderId)) continue
    const order = await findOrder(rpc, known.clientOrderId, timeoutMs)
    // Not there: an intent that never arrived. It is still journaled, and sent again.
    if (order) ended.push(order)
  }
  return { accountSeq: accountSeqOf(snapshot), position: own?.position ?? FLAT_POSITION, openOrders, ended }
}

async function findOrder(
  rpc: RpcClient,
  clientOrderId: Order['clientOrderId'],
  timeoutMs: number,
): Promise<Order | undefined> {
  try {
    const key = { by: 'CLIENT_ORDER', clientOrderId } as const
    return (await rpc.call(orderService.getOrder, { key }, { timeoutMs })).order
  } catch (cause) {
    throw new TransientError(`the order manager did not tell of order ${clientOrderId}`, { cause })
  }
}
