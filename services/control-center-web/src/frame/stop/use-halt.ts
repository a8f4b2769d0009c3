import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/api-provider.tsx'
import { answerOf } from '../../api/problem.ts'
import { queries } from '../../api/queries.ts'
import type { Command } from '../../api/types.ts'
import { newKey } from '../../commands/new-key.ts'
import { askAnew } from '../../live/apply-events.ts'

export interface HaltWish {
  readonly flatten: boolean
  readonly reason: string
}

export type HaltProgress =
  | { readonly phase: 'asking' }
  | { readonly phase: 'failed'; readonly error: Error }
  | { readonly phase: 'taken'; readonly command: Command }

const ASK_AGAIN_MS = 500

/** A halt that comes twice is harmless, one that does not come is not: it may be asked for again, as often as wanted. */
export function useHalt() {
  const { client } = useApi()
  const cache = useQueryClient()
  const [progress, setProgress] = useState<HaltProgress>()
  const commandId = progress?.phase === 'taken' ? progress.command.id : ''
  const { data: command } = useQuery({
    ...queries.command(client, commandId),
    enabled: commandId !== '',
    refetchInterval: ({ state }) => (state.data?.state === 'PENDING' ? ASK_AGAIN_MS : false),
  })
  const halt = async ({ flatten, reason }: HaltWish) => {
    setProgress({ phase: 'asking' })
    try {
      const taken = await answerOf(
        client.PUT('/api/v1/bot/status', {
          params: { header: { 'idempotency-key': newKey() } },
          body: { status: 'HALTED', flatten, acceptStalePrices: false, reason },
        }),
      )
      cache.setQueryData(queries.command(client, taken.id).queryKey, taken)
      setProgress({ phase: 'taken', command: taken })
      void askAnew(cache, 'bot')
    } catch (error) {
      setProgress({ phase: 'failed', error: error instanceof Error ? error : new Error(String(error)) })
    }
  }
  const shown: HaltProgress | undefined =
    progress?.phase === 'taken' ? { phase: 'taken', command: command ?? progress.command } : progress
  return { progress: shown, halt, startOver: () => setProgress(undefined) }
}
