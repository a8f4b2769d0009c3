import type { SnapshotChunk, SnapshotRequest } from '@oasis/contracts'
import { RECENT_ORDERS_MS } from '@oasis/domain'
import { RpcError, type RpcStreamHandler } from '@oasis/ports'
import { snapshotChunks } from '../core/account-snapshot.ts'
import type { OrderDesk } from './order-desk.ts'
import { requireOwnAccount } from './own-account.ts'

/**
 * Within the writer's turn: state and epoch are of one moment, and no approval of an older epoch is used after it. An
 * epoch is taken for a caller that is still there: a request that comes late would end the epoch of whoever has taken
 * one since. Whoever takes one is told of recent orders that are final, too: it counts what was sent before it.
 */
export const handleSnapshot = ({
  writer,
  reconciliation,
  halt,
  mode,
  crashPoints,
}: OrderDesk): RpcStreamHandler<SnapshotRequest, SnapshotChunk> =>
  async function* ({ accountId, takeEpoch }, { signal }) {
    requireOwnAccount(writer, accountId)
    yield* await writer.run(async () => {
      const { notReconciled } = reconciliation
      if (notReconciled !== undefined) throw new RpcError('UNAVAILABLE', notReconciled)
      if (takeEpoch) {
        if (signal.aborted) throw new RpcError('CANCELLED', 'the caller has gone: no epoch is taken for it')
        const { riskEpoch } = writer.state.account
        await writer.commit({ bodies: [], orders: [], account: { riskEpoch: riskEpoch + 1 } })
        crashPoints.pass('snapshot')
      }
      const open = writer.openEntries().map(({ order }) => order)
      const recent = takeEpoch ? await writer.finalWithin(RECENT_ORDERS_MS) : []
      return snapshotChunks(writer.state, halt.state, mode, [...open, ...recent])
    })
  }
