'use client'
/** What stands in a panel's place while it has nothing to show: loading, empty, failed. Nothing jumps when data comes. */
import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { Time } from './time.tsx'

const PATIENCE_MS = 150

/** Grey lines in the final layout, and only where it takes longer than one would notice. */
export function PanelLoading({
  rows = 4,
  className,
}: {
  readonly rows?: number
  readonly className?: string | undefined
}) {
  const t = useTranslations('ui')
  const isLate = useIsLate()
  return (
    <div role="status" aria-label={t('loading')} className={classNames('px-3.5', className)}>
      {isLate
        ? Array.from({ length: rows }, (_, row) => row).map((row) => (
            <div key={row} className="flex h-7 items-center gap-3 border-line border-b last:border-0">
              <span className="h-1.5 w-[22%] rounded-full bg-surface-2" />
              <span className="h-1.5 w-[14%] rounded-full bg-surface-2" />
              <span className="ml-auto h-1.5 w-[12%] rounded-full bg-surface-2" />
            </div>
          ))
        : null}
    </div>
  )
}

function useIsLate(): boolean {
  const [isLate, setIsLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  return isLate
}

export interface PanelEmptyProps {
  readonly title: string
  /** What to do, or when something will be here. */
  readonly children?: ReactNode
  readonly className?: string | undefined
}

export function PanelEmpty({ title, children, className }: PanelEmptyProps) {
  return (
    <div
      className={classNames(
        'flex flex-col items-center justify-center gap-0.5 px-4 py-7 text-center',
        className,
      )}
    >
      <p className="font-medium text-13 text-strong">{title}</p>
      {children === undefined ? null : <div className="max-w-prose text-12 text-body">{children}</div>}
    </div>
  )
}

export interface PanelErrorProps {
  /** What failed, as a whole sentence. */
  readonly title: string
  readonly error: Error
  /** Milliseconds since 1970 at which it failed. */
  readonly since?: number
  readonly onRetry: () => void
  readonly className?: string | undefined
}

export function PanelError({ title, error, since, onRetry, className }: PanelErrorProps) {
  const t = useTranslations('ui')
  return (
    <div
      role="alert"
      className={classNames('flex flex-col items-center gap-0.5 px-4 py-6 text-center', className)}
    >
      <p className="flex items-center gap-2 font-medium text-13 text-warn">
        <TriangleAlert className="size-4" aria-hidden />
        {title}
      </p>
      <p className="text-12 text-body">{error.message}</p>
      {since === undefined || since === 0 ? null : (
        <p className="text-12 text-faint">
          {t('failedAt')} <Time value={new Date(since).toISOString()} form="clock" />
        </p>
      )}
      <Button kind="ghost" onClick={onRetry} className="mt-1 text-accent">
        {t('retryNow')}
      </Button>
    </div>
  )
}

interface Asked<Data> {
  readonly data: Data | undefined
  readonly error: Error | null
  readonly errorUpdatedAt: number
  readonly refetch: () => unknown
}

export interface PanelContentProps<Data> {
  readonly query: Asked<Data>
  readonly errorTitle: string
  readonly rows?: number
  /** What was known stays while it cannot be read again. */
  readonly children: (data: Data) => ReactNode
}

/** The three states of what is asked for: what was known before an error stays to be seen. */
export function PanelContent<Data>({ query, errorTitle, rows = 4, children }: PanelContentProps<Data>) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error === null) return <PanelLoading rows={rows} />
  return (
    <PanelError
      title={errorTitle}
      error={query.error}
      since={query.errorUpdatedAt}
      onRetry={() => void query.refetch()}
    />
  )
}
