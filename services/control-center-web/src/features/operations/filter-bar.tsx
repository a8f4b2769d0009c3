'use client'
import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type RefObject, useEffect, useRef } from 'react'
import { symbolOf } from '../../ui/format/instrument-name.ts'
import { Choice } from './choice.tsx'
import { type OperationFilters, ORDER_STATES, type SetOperationFilters } from './operation-filters.ts'
import { isOrderName } from './order-search.ts'
import { TimeFilter } from './time-filter.tsx'

export interface FilterBarProps {
  readonly filters: OperationFilters
  readonly setFilters: SetOperationFilters
  readonly instruments: readonly string[]
  readonly strategies: readonly string[]
  readonly codes: readonly string[]
  /** An id that was typed in whole. */
  readonly onFind: (id: string) => void
}

export function FilterBar(props: FilterBarProps) {
  const { filters, setFilters, instruments, strategies, codes, onFind } = props
  const t = useTranslations('operations')
  const states = useTranslations('ui.orderStates')
  const sides = useTranslations('ui.sides')
  const { list, side, instrument, strategy, state, code } = filters
  return (
    <search className="flex flex-none flex-wrap items-center gap-2 px-4 py-2.5 max-md:flex-nowrap max-md:overflow-x-auto max-md:px-3">
      <SearchField
        value={filters.q}
        onChange={(q) => void setFilters({ q: q === '' ? null : q })}
        onFind={onFind}
      />
      <Choice
        label={t('filters.side')}
        options={(['BUY', 'SELL'] as const).map((value) => ({ value, label: sides(value) }))}
        chosen={side === null ? [] : [side]}
        onChange={(values) => {
          const last = values.at(-1)
          void setFilters({ side: last === 'BUY' || last === 'SELL' ? last : null })
        }}
      />
      <Choice
        label={t('filters.instrument')}
        options={instruments.map((value) => ({ value, label: symbolOf(value) }))}
        chosen={instrument}
        onChange={(values) => void setFilters({ instrument: orNull(values) })}
      />
      <Choice
        label={t('filters.strategy')}
        options={plain(strategies)}
        chosen={strategy}
        onChange={(values) => void setFilters({ strategy: orNull(values) })}
      />
      {list === 'orders' ? (
        <Choice
          label={t('filters.state')}
          options={ORDER_STATES.map((value) => ({ value, label: states(value) }))}
          chosen={state}
          onChange={(values) =>
            void setFilters({ state: orNull(ORDER_STATES.filter((known) => values.includes(known))) })
          }
        />
      ) : null}
      {list === 'denials' ? (
        <Choice
          label={t('filters.code')}
          options={plain(codes)}
          chosen={code}
          onChange={(values) => void setFilters({ code: orNull(values) })}
        />
      ) : null}
      <TimeFilter from={filters.from} to={filters.to} onChange={(span) => void setFilters(span)} />
    </search>
  )
}

const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }))
const orNull = <Value,>(values: readonly Value[]): Value[] | null =>
  values.length === 0 ? null : [...values]

interface SearchFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onFind: (id: string) => void
}

function SearchField({ value, onChange, onFind }: SearchFieldProps) {
  const t = useTranslations('operations')
  const input = useRef<HTMLInputElement>(null)
  useSlashKey(input)
  return (
    <div className="flex h-7 min-w-[170px] max-w-[300px] flex-1 items-center gap-2 rounded-2 border border-line-strong bg-inset px-2.5 focus-within:shadow-[var(--focus)] max-md:h-11">
      <Search className="size-3.5 flex-none text-faint" aria-hidden />
      <input
        ref={input}
        type="search"
        aria-label={t('filters.search')}
        placeholder={t('filters.search')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && isOrderName(value) && onFind(value.trim())}
        className="w-full min-w-0 bg-transparent text-12 text-strong outline-none placeholder:text-faint focus-visible:shadow-none"
      />
      <kbd className="rounded-1 border border-line-strong px-[5px] font-sans text-11 text-faint max-md:hidden">
        /
      </kbd>
    </div>
  )
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

function useSlashKey(input: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || isTyping(event.target)) return
      event.preventDefault()
      input.current?.focus()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [input])
}
