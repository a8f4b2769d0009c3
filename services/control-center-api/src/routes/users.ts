/** Users, for admins. */
import { formatRfc3339 } from '@oasis/domain'
import type { User } from '@oasis/ports'
import { z } from 'zod'
import type { NewPassword, UserAdministration } from '../auth/user-administration.ts'
import { type ApiRoute, route } from '../http/route.ts'
import { role, timestamp } from '../http/schemas.ts'

const userJson = z
  .object({
    name: z.string(),
    role,
    disabled: z.boolean(),
    mustChangePassword: z.boolean(),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: 'User' })

const withPassword = z
  .object({
    user: userJson,
    password: z.string().describe('Told this once; must be changed at the first login'),
  })
  .meta({ id: 'UserWithPassword' })

const TAG = 'users'
const access = 'admin'
const params = z.strictObject({ name: z.string().min(1).max(64) })

/** Kept in lower case. */
const newName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/)

export function userRoutes(users: UserAdministration): readonly ApiRoute[] {
  return [
    route({
      method: 'GET',
      path: '/users',
      ...{ access, tag: TAG },
      summary: 'All users',
      answer: { status: 200, description: 'By name', schema: z.object({ items: z.array(userJson) }) },
      handle: async () => ({ items: (await users.list()).map(toUserJson) }),
    }),
    route({
      method: 'POST',
      path: '/users',
      ...{ access, tag: TAG },
      summary: 'Add a user',
      description: 'With a generated password, which is shown this once.',
      body: z.strictObject({ name: newName, role }),
      answer: { status: 201, description: 'Added', schema: withPassword },
      problems: ['OTS_HTTP_CONFLICT', 'OTS_HTTP_SECOND_PERSON_REQUIRED'],
      handle: async ({ caller, body }) => toNewPassword(await users.add(caller, body.name, body.role)),
    }),
    route({
      method: 'PUT',
      path: '/users/:name',
      ...{ access, tag: TAG },
      summary: "Change a user's role, disable or enable",
      description: 'Whoever is disabled is out at once. The last admin stays.',
      params,
      body: z.strictObject({ role: role.optional(), disabled: z.boolean().optional() }),
      answer: { status: 200, description: 'Changed', schema: userJson },
      problems: ['OTS_HTTP_NOT_FOUND', 'OTS_HTTP_CONFLICT', 'OTS_HTTP_SECOND_PERSON_REQUIRED'],
      handle: async ({ caller, params: { name }, body: { role, disabled } }) =>
        toUserJson(
          await users.update(caller, name, {
            ...(role === undefined ? {} : { role }),
            ...(disabled === undefined ? {} : { disabled }),
          }),
        ),
    }),
    route({
      method: 'POST',
      path: '/users/:name/reset-password',
      ...{ access, tag: TAG },
      summary: "Reset a user's password",
      description: 'To a generated one, which is shown this once. Ends all sessions of the user.',
      params,
      answer: { status: 200, description: 'Reset', schema: withPassword },
      problems: ['OTS_HTTP_NOT_FOUND', 'OTS_HTTP_CONFLICT', 'OTS_HTTP_SECOND_PERSON_REQUIRED'],
      handle: async ({ caller, params }) => toNewPassword(await users.resetPassword(caller, params.name)),
    }),
  ]
}

const toNewPassword = ({ user, password }: NewPassword) => ({ user: toUserJson(user), password })

const toUserJson = ({ name, role, disabled, mustChangePassword, createdAt, updatedAt }: User) => ({
  ...{ name, role, disabled, mustChangePassword },
  createdAt: formatRfc3339(createdAt),
  updatedAt: formatRfc3339(updatedAt),
})
