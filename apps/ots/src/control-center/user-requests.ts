/** What the terminal asks about users, as it goes over the operator's socket or straight to the store. */
import { Problem, type UserAdministration } from '@oasis/control-center-api'
import { formatRfc3339 } from '@oasis/domain'
import { ROLES, type User } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import { z } from 'zod'

const name = z.string().min(1).max(64)

const wish = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('LIST') }),
  z.strictObject({ kind: z.literal('ADD'), name, role: z.enum(ROLES) }),
  z.strictObject({ kind: z.literal('DISABLE'), name }),
  z.strictObject({ kind: z.literal('ENABLE'), name }),
  z.strictObject({ kind: z.literal('RESET_PASSWORD'), name }),
])

export const userRequest = z.strictObject({ by: z.string().min(1).max(200), wish })
export type UserRequest = z.output<typeof userRequest>
export type UserWish = z.output<typeof wish>

const userJson = z.object({
  name: z.string(),
  role: z.enum(ROLES),
  disabled: z.boolean(),
  mustChangePassword: z.boolean(),
  createdAt: z.string(),
})

export const userAnswer = z.object({
  users: z.array(userJson),
  /** Told this once. */
  password: z.string().optional(),
})
export type UserAnswer = z.output<typeof userAnswer>

/** Throws `OTS_USAGE` on what cannot be done. */
export async function answerUserRequest(
  users: UserAdministration,
  { by, wish }: UserRequest,
): Promise<UserAnswer> {
  try {
    return await carryOut(users, by, wish)
  } catch (error) {
    if (error instanceof Problem) throw new OtsError('OTS_USAGE', error.message, { cause: error })
    throw error
  }
}

async function carryOut(users: UserAdministration, by: string, wish: UserWish): Promise<UserAnswer> {
  const actor = { name: by, role: 'terminal', address: 'terminal' }
  switch (wish.kind) {
    case 'LIST':
      return { users: (await users.list()).map(toJson) }
    case 'ADD': {
      const { user, password } = await users.add(actor, wish.name, wish.role)
      return { users: [toJson(user)], password }
    }
    case 'RESET_PASSWORD': {
      const { user, password } = await users.resetPassword(actor, wish.name)
      return { users: [toJson(user)], password }
    }
    case 'DISABLE':
    case 'ENABLE':
      return { users: [toJson(await users.update(actor, wish.name, { disabled: wish.kind === 'DISABLE' }))] }
  }
}

const toJson = ({ name, role, disabled, mustChangePassword, createdAt }: User) => ({
  ...{ name, role, disabled, mustChangePassword },
  createdAt: formatRfc3339(createdAt),
})
