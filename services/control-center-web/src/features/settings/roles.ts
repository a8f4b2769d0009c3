/** Roles, the least first: each may also do what those before it may. */
import type { Me } from '../../api/types.ts'

export type Role = Me['role']

export const ROLES = ['viewer', 'operator', 'admin'] as const satisfies readonly Role[]

/** What somebody of that role can give to a token. */
export const rolesUpTo = (most: Role): readonly Role[] => ROLES.slice(0, ROLES.indexOf(most) + 1)

export const isRole = (text: string): text is Role => ROLES.some((role) => role === text)
