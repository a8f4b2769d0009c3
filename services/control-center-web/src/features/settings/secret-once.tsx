'use client'
/** A secret that the API tells once: it is nowhere else on the page, and gone when it is put away. */
import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'

export interface SecretOnceProps {
  readonly title: string
  readonly note: string
  readonly secret: string
  readonly onDone: () => void
}

export function SecretOnce({ title, note, secret, onDone }: SecretOnceProps) {
  const t = useTranslations('settings.secret')
  const box = useRef<HTMLElement>(null)
  const text = useRef<HTMLElement>(null)
  const [copied, setCopied] = useState<'yes' | 'byHand'>()
  useEffect(() => box.current?.focus(), [])
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(secret)
      setCopied('yes')
    } catch {
      // A plain address has no clipboard, and a browser may refuse it.
      if (text.current !== null) getSelection()?.selectAllChildren(text.current)
      setCopied('byHand')
    }
  }
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-label={title}
      className="border-line border-y bg-accent-tint px-3.5 py-3 outline-none focus-visible:shadow-none"
    >
      <h3 className="font-medium text-13 text-strong">{title}</h3>
      <p className="text-12 text-body">{note}</p>
      <code
        ref={text}
        className="mt-2 block select-all break-all rounded-2 border border-line-strong bg-inset px-2.5 py-1.5 font-mono text-13 text-strong"
      >
        {secret}
      </code>
      <div className="mt-2.5 flex flex-wrap items-center gap-2">
        <Button kind="primary" onClick={() => void copy()}>
          {copied === 'yes' ? (
            <Check className="size-3.5" aria-hidden />
          ) : (
            <Copy className="size-3.5" aria-hidden />
          )}
          {t('copy')}
        </Button>
        <Button onClick={onDone}>{t('done')}</Button>
        <output className="text-12 text-body">
          {copied === undefined ? '' : t(copied === 'yes' ? 'copied' : 'byHand')}
        </output>
      </div>
    </section>
  )
}
