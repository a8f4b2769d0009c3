'use client'
/** A modal: for stopping, real mode, and what cannot be taken back. Radix keeps the focus in it, and gives it back. */
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'

export interface DialogProps {
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  readonly title: string
  readonly description: ReactNode
  /** Beside the title. */
  readonly icon?: ReactNode
  /** `alarm`: a thick red line, for stopping and real money only. */
  readonly tone?: 'plain' | 'alarm'
  readonly children: ReactNode
  /** Its buttons. */
  readonly footer?: ReactNode
}

export function Dialog({
  isOpen,
  onOpenChange,
  title,
  description,
  icon,
  tone = 'plain',
  children,
  footer,
}: DialogProps) {
  const t = useTranslations('ui')
  const before = useRef<Element>(null)
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          onOpenAutoFocus={() => {
            before.current = document.activeElement
          }}
          // Radix gives the focus back to a trigger of its own, and there is none: whoever uses keys would begin again at the top.
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true })
          }}
          className={classNames(
            'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-24px)] w-[min(468px,calc(100vw-24px))] -translate-x-1/2 -translate-y-1/2 flex-col overflow-hidden rounded-3 border border-line-strong bg-surface-3 shadow-pop',
            tone === 'alarm' && 'border-t-[3px] border-t-real-line',
          )}
        >
          <header className="flex items-start gap-3 p-5 pb-4">
            {icon}
            <div className="min-w-0 flex-1">
              <Radix.Title className="font-semibold text-19 text-strong">{title}</Radix.Title>
              <Radix.Description asChild>
                <div className="text-12 text-body">{description}</div>
              </Radix.Description>
            </div>
            <Radix.Close asChild>
              <Button size="icon" aria-label={t('close')}>
                <X className="size-4" aria-hidden />
              </Button>
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-4">{children}</div>
          {footer === undefined ? null : (
            <footer className="flex flex-wrap justify-end gap-2 px-5 pb-5">{footer}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
