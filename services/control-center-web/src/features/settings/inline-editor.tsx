'use client'
/** A form within its panel, which covers nothing: Escape closes it, and the focus goes where it was. */
import { type ReactNode, useEffect, useRef } from 'react'

export interface InlineEditorProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

export function InlineEditor({ title, onClose, children }: InlineEditorProps) {
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    box.current?.querySelector<HTMLElement>('input:not([hidden]), select')?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])
  return (
    <section
      ref={box}
      aria-label={title}
      className="border-line border-y bg-surface-2 px-3.5 py-3"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <h3 className="mb-2.5 font-medium text-13 text-strong">{title}</h3>
      {children}
    </section>
  )
}
