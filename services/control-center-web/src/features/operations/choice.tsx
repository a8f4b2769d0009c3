'use client'
import { X } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import type { ChoiceMenuProps } from './choice-menu.tsx'

/** Radix's menu and what places it are loaded when somebody reaches for one. */
const loadMenu = () => import('./choice-menu.tsx')
const ChoiceMenu = dynamic(() => loadMenu().then(({ ChoiceMenu }) => ChoiceMenu), { ssr: false })

export interface ChoiceProps extends Omit<ChoiceMenuProps, 'onClose'> {
  readonly label: string
}

/** A filter, and what it is set to. */
export function Choice({ label, options, chosen, onChange }: ChoiceProps) {
  const t = useTranslations('operations')
  const [isOpen, setIsOpen] = useState(false)
  const names = chosen.map((value) => options.find((option) => option.value === value)?.label ?? value)
  const isSet = chosen.length > 0
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setIsOpen(false)
    button.current?.focus()
  }
  return (
    <span className="relative inline-flex">
      <Button
        ref={button}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onPointerEnter={() => void loadMenu()}
        onFocus={() => void loadMenu()}
        onClick={() => setIsOpen(true)}
        className={
          isSet
            ? 'rounded-r-none border-r-0 bg-transparent font-normal text-faint'
            : 'border-dashed bg-transparent font-normal text-faint'
        }
      >
        {label}
        {isSet ? <b className="max-w-40 truncate font-medium text-strong">{names.join(', ')}</b> : null}
      </Button>
      {isOpen ? <ChoiceMenu {...{ options, chosen, onChange }} onClose={close} /> : null}
      {isSet ? (
        <Button
          aria-label={t('filters.clear', { name: label })}
          onClick={() => onChange([])}
          className="rounded-l-none border-l-0 bg-transparent px-1.5"
        >
          <X className="size-3.5" aria-hidden />
        </Button>
      ) : null}
    </span>
  )
}
