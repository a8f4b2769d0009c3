'use client'
import { useTranslations } from 'next-intl'
import { usePortfolio } from '../../api/queries.ts'
import type { Portfolio, Risk } from '../../api/types.ts'
import { Share } from '../../ui/amount.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { absDecimal, shareOf, signOf, subtractDecimals, sumDecimals } from '../../ui/format/decimal.ts'
import { UseBar } from '../../ui/use-bar.tsx'
import { isLimitName, LIMIT_KINDS } from './limit-kinds.ts'
import { LimitText } from './limit-text.tsx'

type LimitUse = Risk['limits'][number]

/**
 * Of what is used of the gross exposure, what resting orders may yet add: the rest is worth something already. Null where
 * nothing rests, or something that is held has no price.
 */
function heldOf(used: string, account: Portfolio | undefined): string | null {
  if (account === undefined || account.openOrders === 0) return null
  const values = account.positions.map(({ value }) => value)
  const worth = values.filter((value) => value !== null).map(absDecimal)
  if (worth.length < values.length) return null
  const held = subtractDecimals(used, sumDecimals(worth))
  // They are asked for one after the other: prices move between the two.
  return signOf(held) > 0 ? held : null
}

export function LimitTable({ limits }: { readonly limits: readonly LimitUse[] }) {
  const t = useTranslations('risk')
  const account = usePortfolio().data?.accounts[0]
  const held = ({ limit, used }: LimitUse): string | null =>
    limit === 'maxGrossExposure' && used !== null ? heldOf(used, account) : null
  const columns: readonly Column<LimitUse>[] = [
    {
      ...{ key: 'limit', head: t('columns.limit') },
      cell: (use) => (
        <span className="text-strong">
          {isLimitName(use.limit) ? t(`names.${use.limit}`) : use.limit}
          {/* Where its column has no room. */}
          {use.share === null ? null : (
            <span className="block text-body @min-[420px]:hidden">
              <Use use={use} held={held(use)} />
            </span>
          )}
        </span>
      ),
    },
    {
      ...{ key: 'code', head: t('columns.code'), from: 720 },
      cell: ({ limit }) => (
        <code className="font-mono text-11">{isLimitName(limit) ? LIMIT_KINDS[limit].code : limit}</code>
      ),
    },
    {
      ...{ key: 'used', head: t('columns.used'), isNumber: true },
      cell: ({ limit, used }) => (
        <span className="text-strong">
          <LimitText name={limit} value={used} />
        </span>
      ),
    },
    {
      ...{ key: 'held', head: t('columns.held'), isNumber: true, from: 720 },
      cell: (use) => <LimitText name={use.limit} value={held(use)} />,
    },
    {
      ...{ key: 'use', head: t('columns.use'), from: 420 },
      cell: (use) => <Use use={use} held={held(use)} />,
    },
    {
      ...{ key: 'allowed', head: t('columns.allowed'), isNumber: true },
      cell: ({ limit, allowed }) => <LimitText name={limit} value={allowed} />,
    },
    {
      ...{ key: 'headroom', head: t('columns.headroom'), isNumber: true, from: 560 },
      cell: ({ limit, used, allowed }) => (
        <LimitText name={limit} value={used === null ? null : room(allowed, used)} />
      ),
    },
  ]
  return <DataTable label={t('limits')} columns={columns} rows={limits} keyOf={({ limit }) => limit} />
}

const room = (allowed: string, used: string): string => {
  const left = subtractDecimals(allowed, used)
  return signOf(left) < 0 ? '0' : left
}

function Use({
  use: { limit, share, allowed },
  held,
}: {
  readonly use: LimitUse
  readonly held: string | null
}) {
  const t = useTranslations('risk')
  if (share === null) return <span className="text-11 text-faint">{t('perOrder')}</span>
  const resting = held === null ? undefined : shareOf(held, allowed)
  return (
    <span className="flex min-w-28 items-center gap-2">
      <UseBar
        label={isLimitName(limit) ? t(`names.${limit}`) : limit}
        share={share}
        {...(resting === undefined ? {} : { held: resting })}
        hasMark
        className="flex-1"
      />
      <Share
        value={share}
        className={share >= 0.8 ? 'w-9 text-right font-medium text-warn' : 'w-9 text-right'}
      />
    </span>
  )
}
