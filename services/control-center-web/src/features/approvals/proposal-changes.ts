/** What a proposal would change, name by name, as the command tells it. */
import type { Command } from '../../api/types.ts'

export interface ProposedChange {
  /** A limit's name, or a part of the command in the API's words. */
  readonly name: string
  readonly to: string
}

export interface Proposal {
  readonly kind: 'limits' | 'status' | 'other'
  /** Whose limits: what stands below the account, else undefined. */
  readonly scope: { readonly level: string; readonly id: string } | undefined
  readonly changes: readonly ProposedChange[]
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

const changesIn = (record: Readonly<Record<string, unknown>>): readonly ProposedChange[] =>
  Object.entries(record).map(([name, value]) => ({ name, to: textOf(value) }))

export function proposalOf({ kind, details }: Pick<Command, 'kind' | 'details'>): Proposal {
  const { limits, scope } = details
  if (kind === 'SET_RISK_LIMITS' && isRecord(limits))
    return { kind: 'limits', scope: scopeIn(scope), changes: changesIn(limits) }
  return {
    kind: kind === 'SET_BOT_STATUS' ? 'status' : 'other',
    scope: undefined,
    changes: changesIn(details),
  }
}

function scopeIn(scope: unknown): Proposal['scope'] {
  if (!isRecord(scope)) return undefined
  const { level, id } = scope
  return typeof level === 'string' && typeof id === 'string' ? { level, id } : undefined
}
