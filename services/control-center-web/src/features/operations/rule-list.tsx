'use client'
/** The checks of a decision with the numbers that they compared, and how near each was to its limit. */
import { Check, X } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import type { RiskRule } from '../../api/types.ts'
import { isDecimal, shareOf } from '../../ui/format/decimal.ts'
import { formatNumber, formatRate, formatShare } from '../../ui/format/number-format.ts'
import { UseBar } from '../../ui/use-bar.tsx'
import { valuesText } from './denial-columns.tsx'

export function RuleList({ rules }: { readonly rules: readonly RiskRule[] }) {
  const t = useTranslations('operations.drawer')
  if (rules.length === 0) return <p className="text-body">{t('allPassed')}</p>
  return (
    <ul className="@container mt-1 rounded-2 border border-line bg-inset py-[3px]">
      {rules.map((rule) => (
        <RuleItem key={`${rule.code}/${rule.level}`} rule={rule} />
      ))}
    </ul>
  )
}

/** A minimum is not used up by being passed: it has no bar. */
const isMinimum = (code: string): boolean => code.startsWith('BELOW_')

/** Enough digits to see how near it was; the exact ones are on hover. */
function ruleNumber(text: string, unit: string | null, locale: string): string {
  if (unit === 'share') return formatRate(text, locale, { digits: 2 })
  if (unit === 'ms') return formatNumber(text, locale, { digits: 0 })
  const isMoney = unit !== null && /^(USD[CT]?|EUR|GBP|BRL)$/.test(unit)
  return formatNumber(text, locale, isMoney ? { digits: 2 } : {})
}

function RuleItem({
  rule: { code, passed, level, value, limit, unit, values, meaning, remedy },
}: {
  readonly rule: RiskRule
}) {
  const t = useTranslations('operations.drawer')
  const locale = useLocale()
  const Icon = passed ? Check : X
  if (!passed || value === null || limit === null)
    return (
      <li className="px-[9px] py-1">
        <span className="flex items-center gap-2">
          <Icon className={passed ? 'size-3 text-gain' : 'size-3 text-loss'} aria-hidden />
          <code className="font-mono text-11 text-body">{code}</code>
        </span>
        <p className="text-body">{meaning}</p>
        <p className="text-faint">{valuesText(values, locale)}</p>
        <p className="text-body">{remedy}</p>
      </li>
    )
  const shown = (text: string): string => (isDecimal(text) ? ruleNumber(text, unit, locale) : text)
  const share = isDecimal(value) && isDecimal(limit) && !isMinimum(code) ? shareOf(value, limit) : undefined
  return (
    <li
      title={meaning}
      className="grid grid-cols-[12px_minmax(0,1fr)_auto] items-center gap-x-1.5 whitespace-nowrap px-[9px] py-0.5 @min-[400px]:h-5 @min-[400px]:grid-cols-[12px_minmax(0,1fr)_60px_92px_20px_31px] @min-[400px]:py-0"
    >
      <Icon className="size-3 text-gain" aria-hidden />
      <span className="truncate @max-[399px]:col-span-2">
        <code className="font-mono text-[10.5px] text-body">{code}</code>{' '}
        <span className="text-11 text-faint">{level === 'account' ? '' : level}</span>
      </span>
      <span className="text-right text-strong @max-[399px]:col-start-2" title={value}>
        {shown(value)}
      </span>
      <span className="text-faint" title={limit}>
        {shown(limit)} {unit === 'share' ? '' : unit === 'orders' ? t('orders') : unit}
      </span>
      {share === undefined ? (
        <span className="@max-[399px]:hidden" />
      ) : (
        <UseBar label={code} share={share} className="@max-[399px]:hidden" />
      )}
      <span className="text-right text-11 text-faint @max-[399px]:hidden">
        {share === undefined ? '' : formatShare(share, locale)}
      </span>
    </li>
  )
}
