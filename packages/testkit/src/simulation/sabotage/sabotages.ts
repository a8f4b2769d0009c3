/** Every way to break a promise that the simulation must notice. */
import { blindRetry } from './blind-retry.ts'
import { freeReservationOnTimeout } from './free-reservation-on-timeout.ts'
import { noApprovalCheck } from './no-approval-check.ts'
import { noEpoch } from './no-epoch.ts'
import { noFillDedupe } from './no-fill-dedupe.ts'
import { noOutbox } from './no-outbox.ts'
import type { Sabotage } from './sabotage.ts'
import { submitBeforeCommit } from './submit-before-commit.ts'

export const SABOTAGES = {
  'blind-retry': blindRetry,
  'no-outbox': noOutbox,
  'no-fill-dedupe': noFillDedupe,
  'free-reservation-on-timeout': freeReservationOnTimeout,
  'no-epoch': noEpoch,
  'submit-before-commit': submitBeforeCommit,
  'no-approval-check': noApprovalCheck,
} as const satisfies Readonly<Record<string, Sabotage>>

export type SabotageName = keyof typeof SABOTAGES
export const SABOTAGE_NAMES = Object.keys(SABOTAGES) as readonly SabotageName[]

export const sabotageOf = (name: SabotageName | undefined): Sabotage | undefined =>
  name === undefined ? undefined : SABOTAGES[name]
