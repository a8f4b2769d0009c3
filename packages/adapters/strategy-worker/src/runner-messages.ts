/** Between a runner and its thread. */
import type { SharedCallbackClock } from './callback-clock.ts'

export interface ThreadSettings {
  /** `file:` URL of the module that serves. */
  readonly module: string
  readonly clock: SharedCallbackClock
}

export type ThreadMessage =
  | { readonly kind: 'READY' }
  | { readonly kind: 'ANSWER'; readonly answer: unknown }
  /** The serving module threw. */
  | { readonly kind: 'THREW'; readonly error: unknown }
