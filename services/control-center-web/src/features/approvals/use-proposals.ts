'use client'
import { useApi } from '../../api/api-provider.tsx'
import { queries, useAsked } from '../../api/queries.ts'

/** Commands that wait for a second admin; events tell of each change. */
export const useProposals = () => useAsked(queries.proposals(useApi().client))
