'use client'

import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { type ApiClient, createApiClient } from './api-client.ts'
import { Session, type SessionState } from './session.ts'
import { useStore } from './store.ts'

interface Api {
  readonly session: Session
  readonly client: ApiClient
}

const ApiContext = createContext<Api | undefined>(undefined)

/** The session and the client, one of each for a page. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const [api] = useState(makeApi)
  const queryClient = useQueryClient()
  useEffect(() => {
    void api.session.start()
    return () => api.session.stop()
  }, [api])
  // Of whoever was logged in before, nothing is to be seen by the next.
  useEffect(
    () =>
      api.session.state.subscribe(() => {
        if (api.session.state.get().phase === 'loggedOut')
          queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'texts' })
      }),
    [api, queryClient],
  )
  return <ApiContext value={api}>{children}</ApiContext>
}

function makeApi(): Api {
  const session = new Session()
  return { session, client: createApiClient(session) }
}

export function useApi(): Api {
  const api = useContext(ApiContext)
  if (api === undefined) throw new Error('useApi outside of ApiProvider')
  return api
}

export const useSession = (): SessionState => useStore(useApi().session.state)

/** Logged in, with a password of one's own: before, nothing but that password can be asked for. */
export function useIsAdmitted(): boolean {
  const { phase, user } = useSession()
  return phase === 'loggedIn' && user?.mustChangePassword === false
}

const RANKS = { viewer: 0, operator: 1, admin: 2 } as const

/** Whether the user may do what is for that role. The API decides; this is for what is shown. */
export function useMay(role: keyof typeof RANKS): boolean {
  const { user } = useSession()
  return user !== undefined && RANKS[user.role] >= RANKS[role]
}
