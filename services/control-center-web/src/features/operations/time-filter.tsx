'use client'
import { X } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import type { TimePopoverProps } from './time-popover.tsx'

/** As the menus of the other filters, it is loaded when somebody reaches for it. */
const loadPopover = () => import('./time-popover.tsx')
const TimePopover = dynamic(() => loadPopover().then(({ TimePopover }) => TimePopover), { ssr: false })

export type TimeFilterProps = Omit<TimePopoverProps, 'onClose'>

const shown = (local: string): string => local.replace('T', ' ')

export function TimeFilter({ from, to, onChange }: TimeFilterProps) {
  const t = useTranslations('operations.filters')
  const isSet = from !== null || to !== null
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setIsOpen(false)
    button.current?.focus()
  }
  return (
    <span className="relative inline-flex">
      <Button
        ref={button}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onPointerEnter={() => void loadPopover()}
        onFocus={() => void loadPopover()}
        onClick={() => setIsOpen(true)}
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
      {isOpen ? <TimePopover {...{ from, to, onChange }} onClose={close} /> : null}
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
