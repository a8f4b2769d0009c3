/** What a change of a user comes to, before it is asked for. The API decides. */
import type { User } from '../../api/types.ts'
import type { Role } from './roles.ts'

export interface UserChange {
  readonly role?: Role
  readonly disabled?: boolean
}

type Known = Pick<User, 'name' | 'role' | 'disabled'>

/** Only what differs: what another admin has changed meanwhile stays so. */
export const userChange = (user: Known, wanted: Pick<User, 'role' | 'disabled'>): UserChange => ({
  ...(wanted.role === user.role ? {} : { role: wanted.role }),
  ...(wanted.disabled === user.disabled ? {} : { disabled: wanted.disabled }),
})

/** `lastAdmin`: it would be refused, or nobody could administer users any more. */
export type Consequence = 'lastAdmin' | 'outAtOnce' | 'yourself' | 'becomesAdmin'

export function consequencesOf(
  user: Known,
  change: UserChange,
  all: readonly Known[],
  me: string | undefined,
): readonly Consequence[] {
  const { role = user.role, disabled = user.disabled } = change
  const canAdminister = (each: Known) => each.role === 'admin' && !each.disabled
  const isLast = canAdminister(user) && !all.some((each) => each.name !== user.name && canAdminister(each))
  const isChanged = change.role !== undefined || change.disabled !== undefined
  const consequences: readonly (readonly [Consequence, boolean])[] = [
    ['lastAdmin', isLast && (role !== 'admin' || disabled)],
    ['yourself', isChanged && user.name === me],
    ['outAtOnce', change.disabled === true],
    ['becomesAdmin', change.role === 'admin'],
  ]
  return consequences.filter(([, is]) => is).map(([consequence]) => consequence)
}

/** As the API takes it; kept in lower case. */
export const isUserName = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/.test(text)
