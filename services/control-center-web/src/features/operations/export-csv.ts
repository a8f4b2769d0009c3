'use client'
/** The whole list as CSV, as the API writes it: all that passes the filters, not only what is loaded. */
import { useState } from 'react'
import { useApi } from '../../api/api-provider.tsx'
import { problemOf } from '../../api/problem.ts'
import { type OperationFilters, queryOf } from './operation-filters.ts'

export function useExport(filters: OperationFilters) {
  const { session } = useApi()
  const [isRunning, setIsRunning] = useState(false)
  const [failure, setFailure] = useState<string>()
  const run = async (): Promise<void> => {
    setIsRunning(true)
    setFailure(undefined)
    try {
      const name = filters.list === 'fills' ? 'fills' : 'orders'
      save(await asked(session, name, filters), `${name}.csv`)
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
    } finally {
      setIsRunning(false)
    }
  }
  return { run, isRunning, failure }
}

type Fetching = Pick<ReturnType<typeof useApi>['session'], 'fetch'>

async function asked(
  { fetch }: Fetching,
  name: 'orders' | 'fills',
  filters: OperationFilters,
): Promise<Blob> {
  const search = new URLSearchParams()
  const query = { ...queryOf(filters), ...(name === 'orders' ? { state: filters.state } : {}) }
  for (const [key, values] of Object.entries(query))
    for (const value of [values].flat()) search.append(key, value)
  const path = name === 'orders' ? '/api/v1/operations' : '/api/v1/fills'
  const address = new URL(`${path}?${search}`, location.origin)
  const answer = await fetch(new Request(address, { headers: { accept: 'text/csv' } }))
  if (!answer.ok) throw await problemOf(answer)
  return answer.blob()
}

function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // Browsers have taken it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
