import { orderService } from '@oasis/contracts'
import type { Sabotage } from './sabotage.ts'

/** A risk engine that starts takes no epoch: what an earlier one has approved stays good. */
export const noEpoch: Sabotage = {
  riskRpc: (rpc) => ({
    call: (method, request, options) => rpc.call(method, request, options),
    stream: (method, request, options) =>
      rpc.stream(
        method,
        method.name === orderService.snapshot.name ? { ...request, takeEpoch: false } : request,
        options,
      ),
  }),
}
