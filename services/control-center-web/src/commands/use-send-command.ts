'use client'
/**
 * Sends a command and tells its real outcome in a toast: PENDING until its owner has answered, then APPLIED, REJECTED and
 * why, or TIMED_OUT. Never sent twice by itself: where nobody knows whether it was taken, that is what is said.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useApi } from '../api/api-provider.tsx'
import { queries } from '../api/queries.ts'
import type { Command } from '../api/types.ts'
import { newKey } from './new-key.ts'
import { tellCommand, tellFailure } from './told-commands.ts'

export interface Sending {
  /** What is being done, as a person would say: "Setting 3 parameters of ma-cross". */
  readonly title: string
  /** Asks for it under the key that makes it the same command when it comes twice. */
  readonly ask: (idempotencyKey: string) => Promise<Command>
}

export interface CommandSender {
  /** What was taken; undefined where it was not, or nobody knows. */
  readonly send: (sending: Sending) => Promise<Command | undefined>
  readonly isSending: boolean
}

export function useSendCommand(): CommandSender {
  const { client } = useApi()
  const cache = useQueryClient()
  const [isSending, setIsSending] = useState(false)
  const send = useCallback(
    async ({ title, ask }: Sending) => {
      setIsSending(true)
      try {
        const command = await ask(newKey())
        cache.setQueryData(queries.command(client, command.id).queryKey, command)
        tellCommand(title, command.id)
        void cache.invalidateQueries({ queryKey: ['commands'] })
        return command
      } catch (error) {
        tellFailure(title, error instanceof Error ? error : new Error(String(error)))
        return undefined
      } finally {
        setIsSending(false)
      }
    },
    [client, cache],
  )
  return { send, isSending }
}
