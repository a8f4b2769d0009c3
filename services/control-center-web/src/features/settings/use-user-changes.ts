'use client'
import { useApi, useSession } from '../../api/api-provider.tsx'
import { answerOf } from '../../api/problem.ts'
import type { Role } from './roles.ts'
import { useChange } from './use-change.ts'
import type { UserChange } from './user-change.ts'

/** What an admin does to users. */
export function useUserChanges() {
  const { client, session } = useApi()
  const { user: me } = useSession()
  const add = useChange(['users'], (body: { name: string; role: Role }) =>
    answerOf(client.POST('/api/v1/users', { body })),
  )
  const reset = useChange(['users'], (name: string) =>
    answerOf(client.POST('/api/v1/users/{name}/reset-password', { params: { path: { name } } })),
  )
  const change = useChange(['users'], async ({ name, wanted }: { name: string; wanted: UserChange }) => {
    const changed = await answerOf(
      client.PUT('/api/v1/users/{name}', { params: { path: { name } }, body: wanted }),
    )
    // Of oneself: what the page shows follows from the role, and whoever is disabled is out.
    if (name === me?.name) await session.refresh()
    return changed
  })
  return { add, change, reset }
}
