'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import {
  DOUBTFUL_STATES,
  LIVE_STATES,
  type OperationFilters,
  type SetOperationFilters,
} from './operation-filters.ts'
import { useSavedViews } from './saved-views.ts'

interface ViewTabsProps {
  readonly filters: OperationFilters
  readonly setFilters: SetOperationFilters
}

const NOTHING = {
  ...{ side: null, instrument: null, strategy: null, state: null, code: null, from: null, to: null, q: null },
} as const

const sameStates = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((state) => b.includes(state))

export function ViewTabs({ filters, setFilters }: ViewTabsProps) {
  const t = useTranslations('operations')
  const { views, save, remove } = useSavedViews()
  const search = searchOf(filters)
  const hasOthers = search.replace(/state=[^&]*&?/, '') !== ''
  const builtIn = [
    { name: t('views.all'), state: [] },
    { name: t('views.live'), state: LIVE_STATES },
    { name: t('views.doubtful'), state: DOUBTFUL_STATES },
  ]
  return (
    <nav
      aria-label={t('views.label')}
      className="flex flex-none items-center gap-4 overflow-x-auto border-line border-b px-4 text-12"
    >
      {builtIn.map(({ name, state }) => (
        <ViewTab
          key={name}
          name={name}
          isOn={!hasOthers && sameStates(filters.state, state)}
          onChoose={() => void setFilters({ ...NOTHING, state: state.length === 0 ? null : [...state] })}
        />
      ))}
      {views.map((view) => (
        <span key={view.name} className="flex items-center">
          <ViewTab
            name={view.name}
            isOn={search === view.search}
            onChoose={() => void setFilters(filtersIn(view.search))}
          />
          <button
            type="button"
            aria-label={t('views.remove', { name: view.name })}
            onClick={() => remove(view.name)}
            className="p-1 text-faint hover:text-strong"
          >
            <X className="size-3" aria-hidden />
          </button>
        </span>
      ))}
      <SaveView isPossible={search !== ''} onSave={(name) => save({ name, search })} />
    </nav>
  )
}

interface ViewTabProps {
  readonly name: string
  readonly isOn: boolean
  readonly onChoose: () => void
}

const ViewTab = ({ name, isOn, onChoose }: ViewTabProps) => (
  <button
    type="button"
    aria-current={isOn ? 'true' : undefined}
    onClick={onChoose}
    className={classNames(
      '-mb-px whitespace-nowrap border-transparent border-b-2 pt-[7px] pb-2 text-body hover:text-strong max-md:min-h-11',
      isOn && 'border-accent font-medium text-strong',
    )}
  >
    {name}
  </button>
)

function SaveView({
  isPossible,
  onSave,
}: {
  readonly isPossible: boolean
  readonly onSave: (name: string) => void
}) {
  const t = useTranslations('operations')
  const [name, setName] = useState<string>()
  if (!isPossible) return null
  if (name === undefined)
    return (
      <Button kind="ghost" className="ml-auto text-faint" onClick={() => setName('')}>
        {t('views.save')}
      </Button>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') onSave(name.trim())
    setName(undefined)
  }
  return (
    <form onSubmit={submit} className="ml-auto flex items-center gap-2">
      <input
        // biome-ignore lint/a11y/noAutofocus: it was asked for by the button in whose place it stands.
        autoFocus
        aria-label={t('views.name')}
        placeholder={t('views.name')}
        maxLength={40}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && setName(undefined)}
        className="h-6 w-32 rounded-2 border border-line-strong bg-inset px-2 text-strong placeholder:text-faint"
      />
      <Button type="submit" className="h-6">
        {t('views.save')}
      </Button>
    </form>
  )
}

/** Of what filters; the list and its order are none of a view's. */
function searchOf({ side, instrument, strategy, state, code, from, to, q }: OperationFilters): string {
  const search = new URLSearchParams()
  for (const [name, values] of Object.entries({ instrument, strategy, state, code }))
    if (values.length > 0) search.set(name, values.join(','))
  for (const [name, value] of Object.entries({ side, from, to, q })) if (value) search.set(name, value)
  return search.toString()
}

function filtersIn(search: string): Parameters<SetOperationFilters>[0] {
  const given = new URLSearchParams(search)
  const list = (name: string) => given.get(name)?.split(',') ?? null
  const side = given.get('side')
  return {
    ...NOTHING,
    side: side === 'BUY' || side === 'SELL' ? side : null,
    instrument: list('instrument'),
    strategy: list('strategy'),
    state: list('state') as OperationFilters['state'] | null,
    code: list('code'),
    from: given.get('from'),
    to: given.get('to'),
    q: given.get('q'),
  }
}
