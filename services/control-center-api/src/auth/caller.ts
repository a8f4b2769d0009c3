import { ROLES, type Role } from '@oasis/ports'

/** Who asks, as its token has shown. */
export interface Caller {
  readonly userId: string
  readonly name: string
  /** What it may: of a token, no more than its user. */
  readonly role: Role
  readonly mustChangePassword: boolean
  /** Undefined for an API token. */
  readonly sessionId?: string
  readonly address: string
}

const rank = (role: Role): number => ROLES.indexOf(role)

export const mayAct = (role: Role, needed: Role): boolean => rank(role) >= rank(needed)

export const lesserRole = (a: Role, b: Role): Role => (rank(a) <= rank(b) ? a : b)
