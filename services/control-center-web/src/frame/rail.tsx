'use client'

import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useSession } from '../api/api-provider.tsx'
import { useBot, useOpenOrders, useRisk } from '../api/queries.ts'
import { Share } from '../ui/amount.tsx'
import { classNames } from '../ui/class-names.ts'
import { Link } from '../ui/link.tsx'
import { closestLimit } from './closest-limit.ts'
import { Mark } from './mark.tsx'
import { MAIN_ITEMS, type NavItem, SYSTEM_ITEMS } from './nav-items.ts'

/** On the left of wide screens; narrower, icons with their names for those who do not see them. */
export function Rail() {
  const t = useTranslations('frame')
  const { data: bot } = useBot()
  return (
    <nav
      aria-label={t('navigation')}
      className="row-span-2 flex min-h-0 flex-col overflow-y-auto border-line border-r bg-bg px-2 pb-3 max-md:hidden"
    >
      <Link
        href="/"
        className="flex h-[var(--topbar)] flex-none items-center gap-[9px] px-2 font-semibold text-13 text-strong max-[1180px]:justify-center"
      >
        <Mark className="size-[22px] flex-none" />
        <span className="min-w-0 max-[1180px]:sr-only">
          Oasis
          <span className="block truncate font-normal text-11 text-faint leading-tight">
            {bot?.accountId}
          </span>
        </span>
      </Link>
      <Items items={MAIN_ITEMS} className="mt-2" />
      <Items items={SYSTEM_ITEMS} className="mt-auto pt-2" />
      <Who />
    </nav>
  )
}

function Items({ items, className }: { items: readonly NavItem[]; className: string }) {
  return (
    <ul className={classNames('flex flex-col gap-px', className)}>
      {items.map((item) => (
        <li key={item.href}>
          <RailLink item={item} />
        </li>
      ))}
    </ul>
  )
}

function RailLink({ item: { href, area, icon: Icon } }: { item: NavItem }) {
  const t = useTranslations()
  const isCurrent = usePathname() === href
  return (
    <Link
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      title={t(`${area}.title`)}
      className="group flex h-8 items-center gap-2.5 rounded-2 px-2 text-13 text-body hover:bg-surface-2 hover:text-strong aria-[current]:bg-surface-2 aria-[current]:font-medium aria-[current]:text-strong max-[1180px]:justify-center"
    >
      <Icon
        className="size-4 flex-none text-faint group-aria-[current]:text-accent"
        strokeWidth={1.6}
        aria-hidden
      />
      <span className="max-[1180px]:sr-only">{t(`${area}.title`)}</span>
      <span className="ml-auto text-11 text-faint max-[1180px]:hidden">{NOTES[area]}</span>
    </Link>
  )
}

/** What is worth a look without going there. */
const NOTES: Partial<Record<NavItem['area'], ReactNode>> = {
  operations: <OpenOrderCount />,
  risk: <ClosestShare />,
}

function OpenOrderCount() {
  const { data } = useOpenOrders()
  return <>{data?.items.length || null}</>
}

function ClosestShare() {
  const { data } = useRisk()
  const share = closestLimit(data)?.share ?? 0
  return share >= 0.8 ? <Share value={share} className="text-warn" /> : null
}

function Who() {
  const { user } = useSession()
  const t = useTranslations('frame.roles')
  if (user === undefined) return null
  return (
    <Link
      href="/settings"
      className="mt-2 flex items-center gap-[9px] border-line border-t px-2 pt-2.5 text-12 text-body hover:text-strong max-[1180px]:justify-center"
    >
      <span
        aria-hidden
        className="grid size-[22px] flex-none place-items-center rounded-full border border-line-strong bg-surface-3 font-semibold text-11 uppercase leading-none"
      >
        {user.name.slice(0, 2)}
      </span>
      <span className="min-w-0 leading-tight max-[1180px]:sr-only">
        <span className="block truncate">{user.name}</span>
        <span className="block text-11 text-faint">{t(user.role)}</span>
      </span>
    </Link>
  )
}
