'use client'
import { useTranslations } from 'next-intl'
import { Popover } from 'radix-ui'

export interface TimePopoverProps {
  /** "2026-11-22T09:30", in the zone of whoever looks. */
  readonly from: string | null
  readonly to: string | null
  readonly onChange: (span: { readonly from?: string | null; readonly to?: string | null }) => void
  readonly onClose: () => void
}

/** Open from its first moment, over the button that asked for it. */
export function TimePopover({ from, to, onChange, onClose }: TimePopoverProps) {
  const t = useTranslations('operations.filters')
  return (
    <Popover.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Popover.Anchor asChild>
        <span aria-hidden className="pointer-events-none absolute inset-0" />
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          aria-label={t('time')}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="z-40 flex flex-col gap-2.5 rounded-3 border border-line-strong bg-surface-3 p-3 shadow-pop"
        >
          <Moment label={t('from')} value={from} onChange={(next) => onChange({ from: next })} />
          <Moment label={t('to')} value={to} onChange={(next) => onChange({ to: next })} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
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
