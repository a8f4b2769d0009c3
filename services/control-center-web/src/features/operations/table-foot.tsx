'use client'
import { useLocale, useTranslations } from 'next-intl'
import { type Store, useStore } from '../../api/store.ts'
import { Glyph } from '../../ui/glyphs.tsx'

/** The first and the last row in sight, counted from 1. */
export type Range = readonly [number, number]

export interface TableFootProps {
  readonly list: 'orders' | 'fills' | 'denials'
  readonly range: Store<Range>
  readonly loaded: number
  /** Among how many, where something is searched for. */
  readonly searched: number | undefined
  readonly hasMore: boolean
  readonly isLoading: boolean
  readonly isStale: boolean
  readonly isSorted: boolean
}

/** Where one is in the list, and whether it is kept up. */
export function TableFoot(props: TableFootProps) {
  const { list, range, loaded, searched, hasMore, isLoading, isStale, isSorted } = props
  const [from, to] = useStore(range)
  const t = useTranslations('operations.foot')
  const locale = useLocale()
  const number = new Intl.NumberFormat(locale)
  const counts = { from: number.format(from), to: number.format(to), count: number.format(loaded) }
  return (
    <footer className="flex h-[34px] flex-none items-center gap-4 whitespace-nowrap border-line border-t bg-bg px-4 text-12">
      <span>
        <b className="font-medium text-strong">
          {counts.from}–{counts.to}
        </b>{' '}
        {t(hasMore ? 'ofMore' : 'of', { count: counts.count })}
        {searched !== undefined && hasMore ? (
          <span className="text-warn"> · {t('searchedLoaded', { count: searched })}</span>
        ) : null}
        {isSorted && hasMore ? <span className="text-warn"> · {t('sortedLoaded')}</span> : null}
      </span>
      <span className="text-faint max-lg:hidden">
        {['J', 'K'].map((key) => (
          <Key key={key} name={key} />
        ))}
        {t('move')}
        <span className="ml-2.5">
          <Key name="Enter" />
          {t('open')}
        </span>
      </span>
      <span className="ml-auto flex items-center gap-[7px]">
        {isLoading ? t('loading') : null}
        <Glyph name={isStale ? 'ring' : 'dot'} className={isStale ? 'text-stale' : 'text-gain'} />
        {isStale ? t('stale') : isSorted ? t(`live.${list}`) : t('liveNewest')}
      </span>
    </footer>
  )
}

const Key = ({ name }: { readonly name: string }) => (
  <kbd className="mr-1 inline-flex h-4 items-center rounded-1 border border-line-strong px-[5px] font-sans text-11">
    {name}
  </kbd>
)
