'use client'
import { useTranslations } from 'next-intl'
import { Glyph } from './glyphs.tsx'

export function Side({ side }: { readonly side: 'BUY' | 'SELL' }) {
  const t = useTranslations('ui.sides')
  return (
    <span className="inline-flex items-center gap-[5px]">
      <Glyph
        name={side === 'BUY' ? 'up' : 'down'}
        className={side === 'BUY' ? 'text-gain stale:text-stale' : 'text-loss stale:text-stale'}
      />
      {t(side)}
    </span>
  )
}
