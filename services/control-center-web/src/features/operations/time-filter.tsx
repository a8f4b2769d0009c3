'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Popover } from 'radix-ui'
import { Button } from '../../ui/button.tsx'

export interface TimeFilterProps {
  /** "2026-11-22T09:30", in the zone of whoever looks. */
  readonly from: string | null
  readonly to: string | null
  readonly onChange: (span: { readonly from?: string | null; readonly to?: string | null }) => void
}

const shown = (local: string): string => local.replace('T', ' ')

export function TimeFilter({ from, to, onChange }: TimeFilterProps) {
  const t = useTranslations('operations.filters')
  const isSet = from !== null || to !== null
  return (
    <span className="inline-flex">
      <Popover.Root>
        <Popover.Trigger asChild>
          <Button
            className={
              isSet
                ? 'rounded-r-none border-r-0 bg-transparent font-normal text-faint'
                : 'border-dashed bg-transparent font-normal text-faint'
            }
          >
            {t('time')}
            {from === null ? null : (
              <span>
                {t('from')} <b className="font-medium text-strong">{shown(from)}</b>
              </span>
            )}
            {to === null ? null : (
              <span>
                {t('to')} <b className="font-medium text-strong">{shown(to)}</b>
              </span>
            )}
          </Button>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="start"
            sideOffset={4}
            aria-label={t('time')}
            className="z-40 flex flex-col gap-2.5 rounded-3 border border-line-strong bg-surface-3 p-3 shadow-pop"
          >
            <Moment label={t('from')} value={from} onChange={(next) => onChange({ from: next })} />
            <Moment label={t('to')} value={to} onChange={(next) => onChange({ to: next })} />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      {isSet ? (
        <Button
          aria-label={t('clear', { name: t('time') })}
          onClick={() => onChange({ from: null, to: null })}
          className="rounded-l-none border-l-0 bg-transparent px-1.5"
        >
          <X className="size-3.5" aria-hidden />
        </Button>
      ) : null}
    </span>
  )
}

interface MomentProps {
  readonly label: string
  readonly value: string | null
  readonly onChange: (value: string | null) => void
}

const Moment = ({ label, value, onChange }: MomentProps) => (
  <label className="flex items-center justify-between gap-3 text-12 text-body">
    {label}
    <input
      type="datetime-local"
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      className="h-8 rounded-2 border border-line-strong bg-inset px-2 text-12 text-strong max-md:h-11"
    />
  </label>
)
