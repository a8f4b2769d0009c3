import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/api-provider.tsx'
import { queries } from '../../api/queries.ts'
import type { Command } from '../../api/types.ts'

/** The way out of the halt that somebody has proposed and nobody has confirmed yet. */
export function useResumeProposal(): Command | undefined {
  const { data } = useQuery(queries.proposals(useApi().client))
  return data?.items.find(({ kind, state }) => kind === 'SET_BOT_STATUS' && state === 'PROPOSED')
}
