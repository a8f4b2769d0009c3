'use client'

import { useLocale, useTranslations } from 'next-intl'
import { usePortfolio, useRisk } from '../../api/queries.ts'
import type { Risk } from '../../api/types.ts'
import { Share } from '../../ui/amount.tsx'
import { classNames } from '../../ui/class-names.ts'
import { formatShare } from '../../ui/format/number-format.ts'
import { Panel } from '../../ui/panel.tsx'
import { PanelContent } from '../../ui/panel-states.tsx'
import { UseBar } from '../../ui/use-bar.tsx'
import { LimitText } from '../risk/limit-text.tsx'
import { PanelLink } from './panel-link.tsx'
import { nameOf } from './safety.tsx'

type LimitUse = Risk['limits'][number]

const WARN_AT = 0.8
const SHARES = new Set(['maxDailyLoss', 'maxDrawdown'])
const IN_MONEY = new Set(['maxGrossExposure', 'maxNetExposure', 'maxPositionNotional'])

/** Limits of which one knows the use; each in its place, whatever moves. */
export function ExposurePanel({ isStale }: { isStale: boolean }) {
  const t = useTranslations('overview')
  const risk = useRisk()
  return (
    <Panel
      title={t('exposure')}
      isStale={isStale}
      className="max-lg:order-2"
      end={<PanelLink href="/risk">{t('toRisk')}</PanelLink>}
    >
      <PanelContent query={risk} errorTitle={t('riskFailed')} rows={7}>
        {({ limits }) => (
          <ul className="flex h-full flex-col justify-between gap-2 px-3.5 pt-0.5 pb-3.5">
            {limits
              .filter(({ share }) => share !== null)
              .map((use) => (
                <Line key={use.limit} use={use} />
              ))}
          </ul>
        )}
      </PanelContent>
    </Panel>
  )
}

/** Two digits of a share are enough here; the Risk page has them all. */
function UsedText({ name, value }: { name: string; value: string | null }) {
  const locale = useLocale()
  if (value === null || !SHARES.has(name)) return <LimitText name={name} value={value} />
  return formatShare(Number(value), locale, 2)
}

function Line({ use: { limit, used, allowed, share } }: { use: LimitUse }) {
  const t = useTranslations('overview')
  const { data } = usePortfolio()
  const name = t(`limits.${nameOf(limit)}`)
  const unit = IN_MONEY.has(limit) ? ` ${data?.accounts[0]?.valuationCurrency ?? ''}` : ''
  return (
    <li>
      <p className="mb-1 flex items-baseline gap-2 text-12 leading-[17px]">
        <span className="min-w-0 truncate text-strong">{name}</span>
        <span className="ml-auto whitespace-nowrap">
          {t.rich('used', {
            used: () => <UsedText name={limit} value={used} />,
            allowed: () => (
              <span className="text-faint">
                {t('of')} <LimitText name={limit} value={allowed} />
                {unit}
              </span>
            ),
          })}
        </span>
        <Share
          value={share}
          className={classNames(
            'w-[38px] text-right font-medium',
            (share ?? 0) >= WARN_AT ? 'text-warn' : 'text-strong',
          )}
        />
      </p>
      <UseBar label={name} share={share} />
    </li>
  )
}
