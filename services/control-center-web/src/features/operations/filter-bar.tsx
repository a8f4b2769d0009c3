'use client'
import { Search, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { DropdownMenu } from 'radix-ui'
import { type RefObject, useEffect, useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { symbolOf } from '../../ui/format/instrument-name.ts'
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

interface ChoiceProps {
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly chosen: readonly string[]
  readonly onChange: (values: readonly string[]) => void
}

/** A filter, and what it is set to. */
function Choice({ label, options, chosen, onChange }: ChoiceProps) {
  const t = useTranslations('operations')
  const names = chosen.map((value) => options.find((option) => option.value === value)?.label ?? value)
  const isSet = chosen.length > 0
  return (
    <span className="inline-flex">
      <DropdownMenu.Root>
        <DropdownMenu.Trigger asChild>
          <Button
            className={
              isSet
                ? 'rounded-r-none border-r-0 bg-transparent font-normal text-faint'
                : 'border-dashed bg-transparent font-normal text-faint'
            }
          >
            {label}
            {isSet ? <b className="max-w-40 truncate font-medium text-strong">{names.join(', ')}</b> : null}
          </Button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            align="start"
            sideOffset={4}
            className="z-40 max-h-80 min-w-40 overflow-y-auto rounded-3 border border-line-strong bg-surface-3 p-1 shadow-pop"
          >
            {options.map(({ value, label: name }) => (
              <DropdownMenu.CheckboxItem
                key={value}
                checked={chosen.includes(value)}
                onSelect={(event) => event.preventDefault()}
                onCheckedChange={(isChosen) =>
                  onChange(isChosen ? [...chosen, value] : chosen.filter((each) => each !== value))
                }
                className="flex h-7 cursor-pointer items-center gap-2 rounded-1 px-2 text-12 text-body outline-none data-[highlighted]:bg-surface-2 data-[highlighted]:text-strong max-md:h-11"
              >
                <span aria-hidden className="w-3 text-accent">
                  {chosen.includes(value) ? '✓' : ''}
                </span>
                {name}
              </DropdownMenu.CheckboxItem>
            ))}
            {options.length === 0 ? (
              <p className="px-2 py-1 text-12 text-faint">{t('filters.none')}</p>
            ) : null}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
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
