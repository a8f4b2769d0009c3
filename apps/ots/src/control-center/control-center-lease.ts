import type { AccountId } from '@oasis/domain'

/** Whoever holds it is the one that writes the Control Center's store and read models in PostgreSQL. */
export const controlCenterLease = (accountId: AccountId): string => `control-center-api/${accountId}`
