import type { IntentId } from '@oasis/domain'
import { type Denial, deny } from '../rule.ts'

/** The same intent, byte for byte, may come as often as it likes; another one under its id is refused. */
export function intentMismatch(intent: IntentId, known: Uint8Array, given: Uint8Array): Denial | undefined {
  const same = known.length === given.length && known.every((byte, at) => byte === given[at])
  return same ? undefined : deny('INTENT_MISMATCH', { intent })
}
