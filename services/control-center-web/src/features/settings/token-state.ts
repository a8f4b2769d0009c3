/** Whether a token still opens anything, and which are worth to be seen first. */
import type { ApiToken } from '../../api/types.ts'
import { toMillis } from '../../ui/format/time-format.ts'

export type TokenState = 'good' | 'endsSoon' | 'expired' | 'revoked'

const DAY_MS = 86_400_000
/** Time enough to replace it wherever it is used. */
const SOON_MS = 7 * DAY_MS

type Dated = Pick<ApiToken, 'createdAt' | 'expiresAt' | 'revoked'>

export function tokenState({ revoked, expiresAt }: Dated, nowMs: number): TokenState {
  if (revoked) return 'revoked'
  const leftMs = toMillis(expiresAt) - nowMs
  if (leftMs <= 0) return 'expired'
  return leftMs < SOON_MS ? 'endsSoon' : 'good'
}

export const isUsable = (token: Dated, nowMs: number): boolean => {
  const state = tokenState(token, nowMs)
  return state === 'good' || state === 'endsSoon'
}

/** Usable ones first, the newest of each kind before the others. */
export const tokensInOrder = <Token extends Dated>(
  tokens: readonly Token[],
  nowMs: number,
): readonly Token[] =>
  tokens.toSorted(
    (a, b) =>
      Number(isUsable(b, nowMs)) - Number(isUsable(a, nowMs)) ||
      toMillis(b.createdAt) - toMillis(a.createdAt),
  )
