'use client'
/**
 * A change that is done when it is answered, unlike a command. Sent once; whatever becomes of it, the list is read again, so
 * that where there is no answer one sees whether it was done. What was answered (a password, a token) is kept by whoever
 * shows it, and by nobody else.
 */
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'

export function useChange<Wanted, Answer>(reads: QueryKey, ask: (wanted: Wanted) => Promise<Answer>) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ask,
    gcTime: 0,
    onSettled: () => void cache.invalidateQueries({ queryKey: reads }),
  })
}
