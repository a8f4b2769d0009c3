'use client'
/** Whether the log is as it was written. */
import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Time } from '../../ui/time.tsx'
import { useVerification } from './use-audit.ts'

export function VerificationBar() {
  const t = useTranslations('audit.verification')
  const { data, error, isFetching, dataUpdatedAt, refetch } = useVerification()
  const isBad = error !== null || data?.whole === false
  const Icon = isBad ? ShieldAlert : ShieldCheck
  return (
    <div
      role={isBad ? 'alert' : 'status'}
      className={classNames(
        'mx-4 mb-1 flex flex-none flex-wrap items-center gap-x-2.5 gap-y-1 rounded-2 px-3 py-1.5 text-12 max-md:mx-3',
        isBad ? 'bg-warn-tint text-warn' : 'bg-surface-2 text-body',
      )}
    >
      <Icon className={classNames('size-3.5 flex-none', isBad ? '' : 'text-gain')} aria-hidden />
      <span className="min-w-0 max-md:flex-[1_1_calc(100%-24px)]">
        {isFetching
          ? t('running')
          : error !== null
            ? t('failed', { why: error.message })
            : data === undefined
              ? ''
              : data.finding === null
                ? t('whole', { count: data.entries })
                : t('broken', { ...data.finding })}
      </span>
      {data === undefined || isFetching ? null : (
        <span className="min-w-0 truncate text-faint max-lg:hidden" title={data.mac}>
          {t('head', { seq: data.head })} <span className="font-mono">{data.mac.slice(0, 12)}…</span>
        </span>
      )}
      <span className="ml-auto flex items-center gap-2">
        {dataUpdatedAt === 0 || isFetching ? null : (
          <span className="text-faint max-md:hidden">
            {t('at')} <Time value={new Date(dataUpdatedAt).toISOString()} form="clock" />
          </span>
        )}
        <Button kind="ghost" className="text-accent" disabled={isFetching} onClick={() => void refetch()}>
          {t('again')}
        </Button>
      </span>
    </div>
  )
}
