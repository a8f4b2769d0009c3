'use client'
import { useTranslations } from 'next-intl'
import type { ApiToken } from '../../api/types.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Glyph } from '../../ui/glyphs.tsx'
import { Day } from './day.tsx'
import { isUsable, type TokenState, tokenState } from './token-state.ts'

export interface TokenListProps {
  readonly tokens: readonly ApiToken[]
  /** Milliseconds since 1970. */
  readonly now: number
  readonly onRevoke: (token: ApiToken) => void
}

export function TokenList({ tokens, now, onRevoke }: TokenListProps) {
  const t = useTranslations('settings.tokens')
  const roles = useTranslations('frame.roles')
  const revokeButton = (token: ApiToken) =>
    isUsable(token, now) ? (
      <Button
        kind="ghost"
        className="-mr-2.5 max-md:-mr-4"
        aria-label={t('revokeTitle', { name: token.name })}
        onClick={() => onRevoke(token)}
      >
        {t('revoke')}
      </Button>
    ) : null
  const columns: readonly Column<ApiToken>[] = [
    {
      ...{ key: 'name', head: t('columns.name') },
      cell: ({ name }) => (
        <span className="block max-w-60 truncate font-medium text-strong" title={name}>
          {name}
        </span>
      ),
    },
    {
      ...{ key: 'prefix', head: t('columns.prefix'), from: 560 },
      cell: ({ prefix }) => <code className="font-mono text-11">{prefix}…</code>,
    },
    { key: 'role', head: t('columns.role'), cell: ({ role }) => roles(role) },
    {
      ...{ key: 'created', head: t('columns.created'), from: 720 },
      cell: ({ createdAt }) => <Day value={createdAt} />,
    },
    { key: 'expires', head: t('columns.expires'), cell: ({ expiresAt }) => <Day value={expiresAt} /> },
    { key: 'state', head: t('columns.state'), cell: (token) => <State state={tokenState(token, now)} /> },
    {
      ...{ key: 'actions', head: <span className="sr-only">{t('columns.actions')}</span>, isNumber: true },
      cell: revokeButton,
    },
  ]
  return (
    <>
      <DataTable
        label={t('title')}
        columns={columns}
        rows={tokens}
        keyOf={({ id }) => id}
        className="max-md:hidden"
      />
      <ul className="hidden px-3.5 pb-2 max-md:block">
        {tokens.map((token) => (
          <li
            key={token.id}
            className="flex items-center justify-between gap-3 border-line border-b py-1.5 text-12 last:border-0"
          >
            <span className="min-w-0">
              <span className="flex items-center gap-2 font-medium text-13 text-strong">
                <span className="truncate">{token.name}</span>
                <State state={tokenState(token, now)} />
              </span>
              <span className="block text-faint">
                {roles(token.role)} · {t('until')} <Day value={token.expiresAt} />
              </span>
              <code className="font-mono text-11 text-faint">{token.prefix}…</code>
            </span>
            {revokeButton(token)}
          </li>
        ))}
      </ul>
    </>
  )
}

const TONES = { good: 'gain', endsSoon: 'warn', expired: 'plain', revoked: 'plain' } as const
const GLYPHS = { good: 'dot', endsSoon: 'diamond', expired: 'ring', revoked: 'ring' } as const

function State({ state }: { readonly state: TokenState }) {
  const t = useTranslations('settings.tokens.states')
  return (
    <Badge tone={TONES[state]}>
      <Glyph name={GLYPHS[state]} />
      {t(state)}
    </Badge>
  )
}
