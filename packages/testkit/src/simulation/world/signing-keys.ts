import { Secret } from '@oasis/runtime'

/** Both are live: each risk engine signs with either. */
export const SIGNING_KEYS = [
  { id: 'simulation-1', secret: new Secret('not a secret') },
  { id: 'simulation-2', secret: new Secret('no secret either') },
] as const
