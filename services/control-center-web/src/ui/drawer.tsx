'use client'
/**
 * A panel at the side that docks and covers nothing; on a phone it takes the page's place, and leaves the bars, with Stop in them, in
 * sight. Escape closes it, and the focus goes where it was.
 */
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { ScrollRegion } from './scroll-region.tsx'

export interface DrawerProps {
  readonly label: string
  readonly head: ReactNode
  readonly onClose: () => void
  readonly className?: string | undefined
  readonly children: ReactNode
}

export function Drawer({ label, head, onClose, className, children }: DrawerProps) {
  const t = useTranslations('ui')
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    panel.current?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
      className={classNames(
        'flex min-h-0 flex-col overflow-hidden border-line-strong outline-none focus-visible:shadow-none border-l bg-surface max-md:fixed max-md:inset-x-0 max-md:top-[86px] max-md:bottom-16 max-md:z-[5] max-md:border-0',
        className,
      )}
    >
      <header className="relative border-line border-b bg-surface-3 py-2.5 pr-12 pl-4">
        {head}
        <Button size="icon" aria-label={t('close')} onClick={onClose} className="absolute top-1.5 right-2">
          <X className="size-4" aria-hidden />
        </Button>
      </header>
      <ScrollRegion label={label} className="min-h-0 flex-1 overflow-y-auto">
        {children}
      </ScrollRegion>
    </aside>
  )
}
