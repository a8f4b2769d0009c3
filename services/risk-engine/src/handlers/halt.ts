/**
 * RiskService.Halt: the direct path. It needs neither bus nor store, no rate limits it, and it is in force here before
 * anything is asked of anybody.
 */
import type { HaltReply, HaltRequest } from '@oasis/contracts'
import type { AccountId } from '@oasis/domain'
import { RpcError, type RpcHandler, type Scheduler } from '@oasis/ports'
import type { AccountHalt, CalledHalt } from '../account-halt.ts'
import type { Flattening } from '../flattening.ts'

export interface HaltEntry {
  readonly halt: AccountHalt
  readonly flattening: Flattening
}

export interface HaltWish {
  readonly flatten: boolean
  readonly acceptStalePrices: boolean
  readonly reason: string
  readonly by: string
}

/** How long an answer waits for store or bus, so that `recorded` is told as it is where one of them is well. */
const RECORD_PATIENCE_MS = 1_000

export function haltHandler(
  accounts: ReadonlyMap<AccountId, HaltEntry>,
  scheduler: Scheduler,
): RpcHandler<HaltRequest, HaltReply> {
  return async (request) => {
    const entry = accounts.get(request.accountId)
    if (!entry) throw new RpcError('NOT_FOUND', `account ${request.accountId} is not configured here`)
    const { reply, kept } = await haltAndFlatten(entry, request, true)
    // Either is enough: the order manager's halt halts the next risk engine, and ours the next order manager.
    const recorded = reply.recorded || (await settlesWell(kept, scheduler))
    return { ...reply, recorded }
  }
}

async function settlesWell(work: Promise<unknown>, scheduler: Scheduler): Promise<boolean> {
  const done = new AbortController()
  const late = scheduler.sleep(RECORD_PATIENCE_MS, done.signal).then(
    () => false,
    () => false,
  )
  const well = work.then(
    () => true,
    () => false,
  )
  return Promise.race([well, late]).finally(() => done.abort())
}

/** `own`: no command asked for it, so that it is told under a name of its own. */
export async function haltAndFlatten(
  { halt, flattening }: HaltEntry,
  wish: HaltWish,
  own: boolean,
): Promise<{ readonly reply: HaltReply; readonly kept: CalledHalt['kept'] }> {
  const { flatten, acceptStalePrices, reason, by } = wish
  const { reply, reached, kept } = await halt.call({ reason, by }, own)
  // An order that rests may fill meanwhile; so nothing is sold before the last cancel is final.
  const settled = reached && reply.verified
  const steps = flatten ? await flattening.run({ acceptStalePrices, settled }) : []
  return { reply: { ...reply, flattening: steps }, kept }
}

/** For the answer to a command. */
export function describeHalt({
  haltEpoch,
  verified,
  open,
  unresolved,
  flattening,
  message,
}: HaltReply): string {
  const steps = flattening.map(({ instrumentId, outcome }) => `${instrumentId} ${outcome}`)
  return [
    `halt ${haltEpoch}`,
    verified ? 'nothing open at the venue' : `not verified: ${open.length} open when last seen`,
    ...(unresolved.length > 0 ? [`${unresolved.length} with an unknown outcome`] : []),
    ...(steps.length > 0 ? [`flattening: ${steps.join(', ')}`] : []),
    ...(message === '' ? [] : [message]),
  ].join('; ')
}
